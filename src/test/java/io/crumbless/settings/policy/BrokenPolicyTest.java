package io.crumbless.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.process.Failure;
import io.crumbless.settings.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All problems of a policy are reported at once, each with file, line, offending value and remedy. */
@Tag("unit")
class BrokenPolicyTest {
    @TempDir
    Path folder;

    @Test
    void theSmallPolicyIsSound() {
        assertThat(TestingPolicy.problems(TestingPolicy.files())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.crumbless.settings.policy.BrokenPolicies#all")
    void reportsExactlyWhatIsWrong(BrokenPolicies.Broken broken) {
        assertThat(TestingPolicy.problems(broken.files())).containsExactlyElementsOf(broken.problems());
    }

    @Test
    void reportsTheProblemsOfAllFilesAtOnce() {
        SortedMap<String, String> files =
                TestingPolicy.with(PolicyFileNames.ADMISSION, "assisted: true", "assisted: maybe");
        files.putAll(new TreeMap<>(java.util.Map.of(
                PolicyFileNames.PURPOSES,
                        files.get(PolicyFileNames.PURPOSES).replace("dpv:PersonalisedAdvertising", "dpv:Ads"),
                PolicyFileNames.SEGMENTS, files.get(PolicyFileNames.SEGMENTS).replace("pages:rule_based", "pages"))));

        assertThat(TestingPolicy.problems(files))
                .hasSize(5)
                .extracting(line -> line.split(":")[0])
                .containsExactly("admission.yaml", "purposes.yaml", "segments.csv", "segments.csv", "segments.csv");
    }

    @Test
    void namesEveryMissingFileAndNothingThatFollowsFromIt() throws IOException {
        Files.writeString(folder.resolve("README.md"), "notes");

        assertThatThrownBy(() -> PolicyFolder.read(folder))
                .isInstanceOf(ProblemsException.class)
                .hasMessage("Cannot use policy " + folder + ": 6 problems\n"
                        + "  admission.yaml: " + missing("admission.yaml")
                        + "  attributes.yaml: " + missing("attributes.yaml")
                        + "  jurisdictions.yaml: " + missing("jurisdictions.yaml")
                        + "  provenance.yaml: " + missing("provenance.yaml")
                        + "  purposes.yaml: " + missing("purposes.yaml")
                        + "  segments.csv: " + missing("segments.csv").stripTrailing());
    }

    private static String missing(String file) {
        return "Missing file " + file + ": a policy is these files: attributes.yaml, purposes.yaml, provenance.yaml,"
                + " segments.csv, admission.yaml, jurisdictions.yaml\n";
    }

    @Test
    void aMissingFileIsNotBlamedOnTheOthers() {
        for (String name : PolicyFileNames.NAMES) {
            SortedMap<String, String> files = TestingPolicy.files();
            files.remove(name);

            assertThat(TestingPolicy.problems(files))
                    .containsExactly(name + ": " + missing(name).stripTrailing());
        }
    }

    @Test
    void refusesAFileThatWouldHaveNoEffect() throws IOException {
        write(TestingPolicy.files());
        Files.writeString(folder.resolve("atributes.yaml"), "attributes: {}");
        Files.writeString(folder.resolve(".hidden"), "");

        assertThatThrownBy(() -> PolicyFolder.read(folder))
                .hasMessageEndingWith(
                        "  atributes.yaml: Unknown file 'atributes.yaml': did you mean 'attributes.yaml'?");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
        write(TestingPolicy.files());
        Files.write(folder.resolve("segments.csv"), new byte[] {'a', (byte) 0xE4, 'b'});

        assertThatThrownBy(() -> PolicyFolder.read(folder))
                .hasMessageEndingWith(
                        ": 1 problem\n  segments.csv: Invalid encoding: the file is not UTF-8; save it as UTF-8");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> PolicyFolder.read(nowhere))
                .hasMessage("Cannot use policy " + nowhere + ": 1 problem\n  " + nowhere
                        + ": Cannot read the policy folder: it does not exist");
    }

    @Test
    void refusesAFileForAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), "");

        assertThatThrownBy(() -> PolicyFolder.read(file))
                .hasMessageContaining("Cannot read the policy folder: it is a file");
    }

    @Test
    void isForTheOperatorToMend() throws IOException {
        write(TestingPolicy.with(PolicyFileNames.ADMISSION, "assisted: true", "assisted: maybe"));

        assertThatThrownBy(() -> PolicyFolder.read(folder))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.category().exitCode()).isEqualTo(3))
                .hasMessage("Cannot use policy " + folder + ": 1 problem\n"
                        + "  admission.yaml:3: Invalid channels.store.assisted: expected true or false but found the"
                        + " text 'maybe'");
    }

    private void write(SortedMap<String, String> files) throws IOException {
        for (String name : files.keySet()) {
            Files.writeString(folder.resolve(name), files.get(name));
        }
    }
}
