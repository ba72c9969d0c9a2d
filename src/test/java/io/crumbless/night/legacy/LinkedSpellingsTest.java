package io.crumbless.night.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.profile.Night;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a cookie that is linked only in another spelling is counted, however many others were not found. */
@Tag("unit")
class LinkedSpellingsTest {
    private static final int LINKED = 10_000;
    private static final int IN_VAIN = 70_000;

    @TempDir
    private Path folder;

    private LinkTable links;

    @BeforeEach
    void link() throws IOException {
        StringBuilder rows = new StringBuilder("cookie,customer,how\n");
        for (int i = 0; i < LINKED; i++) {
            rows.append("Ck-").append(i).append(",C-").append(i).append(",login\n");
        }
        Path file = Files.writeString(folder.resolve("logins.csv"), rows);
        Problems problems = new Problems();
        LinkSource source = LegacySettings.read(YamlFile.parse("job.yaml", """
                                links:
                                  - name: logins
                                    path: logins.csv
                                    columns: { cookie-id: cookie, subject-id: customer, method: how }
                                """, problems), path -> folder.resolve(path)
                        .toString())
                .links()
                .get(0);
        assertThat(problems.all()).isEmpty();
        LinkTableBuilder builder = new LinkTableBuilder();
        Location location = Location.of(file);
        new LinkScanner(
                        source,
                        PolicyFolder.read(Path.of("jobs/policy")),
                        new Night(LocalDate.of(2026, 11, 22), ZoneOffset.UTC))
                .scan(Storage.of(location).stat(location), builder, (position, reason) -> {});
        links = builder.finish();
    }

    private static boolean isOtherwise(SpellingWatch watch, String id) {
        byte[] bytes = id.getBytes(UTF_8);
        return watch.isOtherwise(bytes, 0, bytes.length);
    }

    @Test
    void theLastOfManyIsFound() {
        SpellingWatch watch = new SpellingWatch(links);
        for (int i = 0; i < IN_VAIN; i++) {
            assertThat(isOtherwise(watch, "cK-x" + i)).isFalse();
        }
        assertThat(isOtherwise(watch, "cK-9999")).isTrue();
    }

    @Test
    void everyLinkedCookieIsFoundInAnotherSpelling() {
        SpellingWatch watch = new SpellingWatch(links);
        for (int i = 0; i < LINKED; i++) {
            assertThat(isOtherwise(watch, "cK-" + i)).isTrue();
        }
    }
}
