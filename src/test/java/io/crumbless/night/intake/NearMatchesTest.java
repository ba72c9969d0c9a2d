package io.crumbless.night.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.night.local.TestingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a file that nearly has the name of a source's is reported, and what cannot be looked at stops nothing. */
@Tag("night")
class NearMatchesTest {
    @TempDir
    private Path folder;

    private List<String> look(String... files) {
        List<String> notices = new ArrayList<>();
        NearMatches near = new NearMatches(new TestingJob(folder).file(), Location::name, notices);
        for (String file : files) {
            near.look("s", DayPath.of(folder.resolve(file).toString()), List.of());
        }
        return notices;
    }

    @Test
    void sourcesOfOneFolderAreLookedAtEach() throws IOException {
        Files.createFile(folder.resolve("a.csv.gz"));
        Files.createFile(folder.resolve("B.csv"));

        assertThat(look("a.csv", "b.csv", "c.csv"))
                .hasSize(2)
                .anyMatch(notice -> notice.startsWith("File a.csv.gz of source 's' was not read"))
                .anyMatch(notice -> notice.startsWith("File B.csv of source 's' was not read"));
    }

    @Test
    void aFolderThatCannotBeListedGivesNoHint() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

        assertThat(look("loop/a.csv")).isEmpty();
    }
}
