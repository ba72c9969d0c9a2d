package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: days that programs write for no day are reported if unusually many declarations have them. */
@Tag("night")
class PlaceholderDaysTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void begin() {
        job = new TestingJob(folder);
    }

    private static String born(String id, String day) {
        return declares(id, "C-" + id, "birth_date", day, "loyalty_programme", "2026-11-20T10:00:00Z");
    }

    private List<String> reported() {
        return job.run().notices().stream()
                .filter(notice -> notice.contains("for no day"))
                .toList();
    }

    @Test
    void daysThatManyHaveAreReportedUnlessTheyAreMeant() throws IOException {
        job.declared(
                NIGHT,
                born("1", "1970-01-01"),
                born("2", "1970-01-01"),
                born("3", "1970-01-01"),
                born("4", "1900-01-01"),
                born("5", "1984-05-06"));

        assertThat(reported())
                .singleElement()
                .asString()
                .startsWith(
                        "3 values of attribute 'birth_date' of source 'store' are 1970-01-01, of 5: programs write");

        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "delivers: increment\n",
                                "delivers: increment\n    as-delivered: [placeholder-days]\n"));
        assertThat(reported()).isEmpty();
    }
}
