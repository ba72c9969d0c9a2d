package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingClock;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night reads deliveries, keeps declared values, and publishes a complete snapshot. */
@Tag("night")
class LocalNightTest {
    @TempDir
    private Path folder;

    @Test
    void publishesWhatWasDeclaredWithItsLineage() {
        TestingJob job = new TestingJob(folder)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));

        RunReport report = job.run();

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        assertThat(report.profiles()).isEqualTo(1);
        assertThat(job.query("SELECT subject_id, jurisdiction, language, language__lineage.declaration_id,"
                        + " language__lineage.purposes, language__lineage.notice_id, run_id FROM $profiles"))
                .containsExactly("C-1|DE|de|d1|[service_messages]|preference-centre|" + report.runId());
        assertThat(job.query("SELECT subject_id, declaration_id, value, fate FROM $declarations"))
                .containsExactly("C-1|d1|de|in_force");
    }

    @Test
    void stripsWhatWasInferred() {
        TestingJob job = new TestingJob(folder)
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1,x_pregnant_score,2026-11-01T00:00:00Z,model_v2\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T00:00:00Z\n")
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));

        job.run();

        assertThat(job.query("SELECT subject_id, source, origin, \"values\" FROM $removals"))
                .containsExactly("C-1|dmp|inferred|1");
    }

    @Test
    void aWithdrawalDeliveredLaterTakesTheValueBack() {
        TestingJob job = new TestingJob(folder)
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-21T10:00:00Z"));
        job.run(NIGHT.minusDays(1));
        job.declared(NIGHT, withdraws("w1", "C-1", "language", "", "2026-11-22T10:00:00Z"));

        job.run();

        assertThat(job.query("SELECT count(*) FROM $profiles")).containsExactly("0");
        assertThat(job.query("SELECT declaration_id, value, fate FROM $declarations ORDER BY declaration_id"))
                .containsExactly("d1|null|withdrawn", "w1|null|in_force");
    }

    @Test
    void aRepeatIsRecognisedNotRepeated() {
        TestingJob job = new TestingJob(folder)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));
        RunReport first = job.run();

        RunReport second = job.run();

        assertThat(second.outcome()).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);
        assertThat(second.runId()).isEqualTo(first.runId());
    }

    @Test
    void aRepeatWritesTheViewsThatAKillBehindTheMoveOfThePointerLeftOut() throws IOException {
        TestingJob job = new TestingJob(folder)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));
        job.run();
        Path views = job.warehouse().resolve("views.sql");
        String written = Files.readString(views);
        Files.delete(views);

        assertThat(job.run().outcome()).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);

        assertThat(views).hasContent(written);
    }

    @Test
    void whatOneSourceDeliveredIsStillNewWhenAnotherDeliversIt() throws IOException {
        LocalDate dayBefore = NIGHT.minusDays(1);
        String said = declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z");
        TestingJob job = new TestingJob(folder);
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("declarations:\n", """
                declarations:
                  - name: outlet
                    path: declarations/outlet-{date}.csv
                    delivers: increment
                """));
        job.declared(dayBefore, said).run(dayBefore);
        job.declared(NIGHT, said).write("declarations/outlet-" + NIGHT + ".csv", TestingJob.HEADER + said + "\n");

        job.run();

        assertThat(job.query("SELECT source, count(*) FROM $declarations GROUP BY source ORDER BY source"))
                .containsExactly("outlet|1", "store|1");
    }

    @Test
    void theErasedStayErasedWhenDeliveredAgain() {
        TestingJob job = new TestingJob(folder)
                .write("erasures.csv", "subject_id,requested_at,reason\nC-1,2026-11-21T08:00:00Z,art17\n")
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("d2", "C-2", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        job.run(NIGHT.minusDays(1));
        job.write("erasures.csv", "subject_id,requested_at,reason\n")
                .declared(NIGHT, declares("d3", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));

        job.run();

        assertThat(job.query("SELECT subject_id FROM $profiles UNION SELECT subject_id FROM $declarations"))
                .containsExactly("C-2");
        assertThat(job.query("SELECT subject_id, declaration_id, position, reason FROM $refusals"))
                .containsExactly("null|null|2|subject_erased");
    }

    @Test
    void whoIsWrittenAsNothingIsNobody() {
        String record = declares("\\N", "NULL", "language", "de", "service_messages", "2026-11-22T10:00:00Z");
        TestingJob job = new TestingJob(folder).declared(NIGHT, record);

        job.run();

        assertThat(job.query("SELECT subject_id, declaration_id, reason FROM $refusals"))
                .containsExactly("null|null|subject_missing");
    }

    @Test
    void saysThatAFolderStandsWhereAFileIsExpected() throws IOException {
        TestingJob job = new TestingJob(folder)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));
        Files.createDirectories(folder.resolve("declarations/store-2026-11-21.csv"));

        assertThat(job.run().notices())
                .contains("Folder declarations/store-2026-11-21.csv of source 'store' was not read: a path names files;"
                        + " end it with /* for those in a folder");
    }

    @Test
    void aSourceThatCannotBeReadForTheMostPartIsRefused() {
        String rows = "ck1,x_score,2026-11-01T00:00:00Z,model\n".repeat(4) + "ck1;x_score\n".repeat(5);
        TestingJob job = new TestingJob(folder).write("legacy/dmp.csv", "visitor,segment_id,ts,method\n" + rows);

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("5 of 9 legacy rows of source 'dmp' cannot be read, more than the share of 0.5"
                        + " (limits.malformed-may-reach); nothing was published")
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.INPUT);
    }

    @Test
    void saysThatItWasStoppedWhileItCountedTheDeliveries() {
        TestingJob job = new TestingJob(folder)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));
        Clock interrupting = new TestingClock(() -> {
            Thread.currentThread().interrupt();
            return Instant.now();
        });

        try {
            assertThatThrownBy(() -> new LocalNight(interrupting, 2, new NightReportPage())
                            .run(job.file(), NIGHT, RunOptions.DEFAULTS, Progress.SILENT))
                    .isInstanceOf(Stopped.class)
                    .hasMessage("Stopped before the night was done; the same command continues it");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(job.run().outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
    }

    @Test
    void aWithdrawalNobodyUnderstandsStopsTheRun() {
        TestingJob job = new TestingJob(folder).declared(NIGHT, withdraws("w1", "C-1", "language", "", "yesterday"));

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("declarations/store-2026-11-22.csv")
                .hasMessageContaining("may be a withdrawal")
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.INPUT);
        assertThat(job.warehouse().resolve("current")).doesNotExist();
    }
}
