package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A statement that a snapshot source no longer delivers stays in force, and is counted and reported every night; one
 * that is now delivered in a form that is refused does not stay in force.
 */
@Tag("night")
class VanishedStatementsTest {
    private static final LocalDate BEFORE = NIGHT.minusDays(1);
    private static final String AT = "2026-11-20T10:00:00Z";
    private static final String GONE =
            " in force of source 'store' stood in an earlier snapshot of it and not in tonight's";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliverThree() throws IOException {
        job = new TestingJob(folder);
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("delivers: increment", "delivers: snapshot"));
        job.declared(
                BEFORE,
                declares("d1", "C-1", "language", "de", "service_messages", AT),
                declares("d2", "C-2", "language", "de", "service_messages", AT),
                declares("d3", "C-3", "language", "de", "service_messages", AT));
        assertThat(job.run(BEFORE).notices()).noneMatch(notice -> notice.contains(GONE));
    }

    @Test
    void aRowThatIsGoneIsReportedAndStaysInForce() {
        job.declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", AT));

        RunReport report = job.run();

        assertThat(report.profiles()).isEqualTo(3);
        assertThat(report.notices()).anyMatch(notice -> notice.startsWith("2 declarations" + GONE));
    }

    @Test
    void allOfThemGoneAreReported() {
        job.declared(NIGHT);

        assertThat(job.run().notices()).anyMatch(notice -> notice.startsWith("3 declarations" + GONE));
    }

    @Test
    void aSnapshotOfANightThatDidNotRunIsReported() {
        job.declared(NIGHT, withdraws("w1", "C-1", "language", "", AT));
        job.declared(NIGHT.plusDays(1), declares("d1", "C-1", "language", "de", "service_messages", AT));

        assertThat(job.run(NIGHT.plusDays(1)).notices())
                .contains("1 file of source 'store', the first of 2026-11-22, was not read, since what it delivered for"
                        + " 2026-11-23 is everything; a withdrawal that stood in it alone is not known, so have the source"
                        + " deliver it again");
        assertThat(job.run(NIGHT.plusDays(2)).notices()).noneMatch(notice -> notice.contains("was not read"));
    }

    @Test
    void whatWasWithdrawnIsNotGone() {
        job.declared(
                NIGHT,
                declares("d1", "C-1", "language", "de", "service_messages", AT),
                declares("d2", "C-2", "language", "de", "service_messages", AT),
                withdraws("w3", "C-3", "language", "", "2026-11-22T10:00:00Z"));

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains(GONE));
    }

    @Test
    void aRecordThatIsRefusedAsItWasEditedRevokesWhatItSaid() {
        job.declared(
                NIGHT,
                declares("d1", "C-1", "language", "de", "service_messages", AT),
                declares("d2", "C-2", "language", "de", "no_such_purpose", AT),
                declares("d3", "C-3", "language", "de", "service_messages", AT));

        RunReport report = job.run();

        assertThat(job.query("SELECT subject_id FROM $profiles ORDER BY 1")).containsExactly("C-1", "C-3");
        assertThat(report.notices())
                .noneMatch(notice -> notice.contains(GONE))
                .anyMatch(
                        notice -> notice.startsWith("1 declaration of source 'store' stood in an earlier snapshot of it"
                                + " as something that was admitted"));
        job.declared(
                NIGHT.plusDays(1),
                declares("d1", "C-1", "language", "de", "service_messages", AT),
                declares("d3", "C-3", "language", "de", "service_messages", AT));
        assertThat(job.run(NIGHT.plusDays(1)).notices())
                .noneMatch(notice -> notice.contains(GONE) || notice.contains("as something that was admitted"));
    }
}
