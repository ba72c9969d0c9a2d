package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a night that is refused because of what it refused names the reasons, and the keys of the job file to look at. */
@Tag("night")
class RefusedReasonsTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void aJobThatMayRefuseLittle() throws IOException {
        job = new TestingJob(folder);
        replace("refusals-may-reach: 1.0", "refusals-may-reach: 0.05");
    }

    private void replace(String from, String to) throws IOException {
        Path file = folder.resolve("job.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void refusedStatements() {
        job.declared(
                NIGHT,
                declares("d1", "C-1", "language", "de", "service_messages", "20.11.2026"),
                declares("d2", "C-2", "language", "de", "service_messages", "20.11.2026"),
                declares("d3", "C-3", "language", "German", "service_messages", "2026-11-20T10:00:00Z"));

        assertThatThrownBy(job::run)
                .hasMessageContaining(
                        "3 of 3 statements were refused (source 'store': 2 time_invalid, 1 value_invalid, look at"
                                + " times), more than the share of 0.05 (guards.refusals-may-reach)");
    }

    @Test
    void quarantinedRows() {
        job.write(
                "legacy/dmp.csv",
                "visitor,segment_id,ts,method\n'ck1','form_language_de','2026-10-01T08:00:00Z','form'\n");

        assertThatThrownBy(job::run)
                .hasMessageContaining(
                        "columns of the source; it holds 1 other_quotes, look at csv.delimiter, csv.quote and"
                                + " csv.escape");
    }

    /** Unreadable records stop this night, however many records were refused for other reasons. */
    @Test
    void unreadStatementsAmongOthers() throws IOException {
        Files.writeString(
                folder.resolve("job.yaml"), "limits: { malformed-may-reach: 0.1 }\n", StandardOpenOption.APPEND);
        job.declared(
                NIGHT,
                "d1,C-1",
                declares("d2", "C-2", "language", "German", "service_messages", "2026-11-20T10:00:00Z"),
                declares("d3", "C-3", "language", "German", "service_messages", "2026-11-20T10:00:00Z"));

        assertThatThrownBy(job::run).hasMessageContaining("it holds 1 malformed, look at its format and csv");
    }

    @Test
    void aSourceOfWhichNothingIsAdmitted() throws IOException {
        replace("refusals-may-reach: 0.05", "refusals-may-reach: 1.0");
        job.declared(
                NIGHT,
                declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z")
                        .replace("DE", "XX"));

        assertThat(job.run().notices())
                .contains(
                        "None of 1 statement of source 'store' was admitted: 1 jurisdiction_unknown, look at jurisdiction"
                                + " and words.jurisdiction");
    }
}
