package io.crumbless.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.PolicyFileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy's version says what it says: the same for the same content, another for any other. */
@Tag("unit")
class PolicyVersionTest {
    private static final String VERSION = TestingPolicy.policy().version();

    @TempDir
    Path folder;

    @Test
    void isAHash() {
        assertThat(VERSION).matches("[0-9a-f]{64}");
    }

    @Test
    void isTheSameWhereverTheFilesLie() throws IOException {
        for (Map.Entry<String, String> file : TestingPolicy.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
            Files.setLastModifiedTime(folder.resolve(file.getKey()), FileTime.fromMillis(0));
        }

        assertThat(PolicyFolder.read(folder).version()).isEqualTo(VERSION);
    }

    @Test
    void isTheSameForOtherLineEndsAndAByteOrderMark() throws IOException {
        for (Map.Entry<String, String> file : TestingPolicy.files().entrySet()) {
            String windows = "\uFEFF" + file.getValue().replace("\n", "\r\n");
            Files.write(folder.resolve(file.getKey()), windows.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(PolicyFolder.read(folder).version()).isEqualTo(VERSION);
    }

    @Test
    void ignoresWhatIsNoPartOfThePolicy() throws IOException {
        for (Map.Entry<String, String> file : TestingPolicy.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("README.md"), "notes");

        assertThat(PolicyFolder.read(folder).version()).isEqualTo(VERSION);
    }

    @Test
    void changesWithEveryFile() {
        for (String name : PolicyFileNames.NAMES) {
            SortedMap<String, String> files = TestingPolicy.files();
            String added = name.equals(PolicyFileNames.SEGMENTS) ? "more,More,,pages:rule_based\n" : "# a remark\n";
            files.merge(name, added, String::concat);

            assertThat(PolicyFolder.compile(files).version()).as(name).isNotEqualTo(VERSION);
        }
    }

    @Test
    void changesWithTheWordsOfANotice() {
        SortedMap<String, String> files = TestingPolicy.with(
                PolicyFileNames.PURPOSES, "We use it only for what you tick.", "We use it as you tick.");

        assertThat(PolicyFolder.compile(files).version()).isNotEqualTo(VERSION);
    }

    @Test
    void outlivesTheFilesItKeeps() {
        Policy policy = TestingPolicy.policy();

        assertThat(PolicyFolder.compile(policy.files()).version()).isEqualTo(VERSION);
    }

    @Test
    void noTextPassesFromOneFileToAnotherUnnoticed() {
        String apart = new PolicyFiles(new TreeMap<>(Map.of("a", "x", "b", "y"))).hash();

        for (String length : List.of("0", "1")) {
            String together = new PolicyFiles(new TreeMap<>(Map.of("a", "xb\n" + length + "\ny"))).hash();
            assertThat(together).isNotEqualTo(apart);
        }
    }
}
