package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingPostgres;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: who lost the lock on the warehouse, so that another may have it, changes nothing that readers see. */
@Tag("database")
@Tag("night")
class LostLockTest {
    @TempDir
    private Path folder;

    private TestingPostgres postgres;
    private TestingJob job;
    private Warehouse warehouse;

    @BeforeEach
    void start() throws IOException {
        postgres = TestingPostgres.create();
        job = TestingLock.on(postgres, new TestingJob(folder), folder)
                .declared(
                        TestingJob.NIGHT,
                        TestingJob.declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        TestingJob.declares("d2", "C-2", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        warehouse = new Warehouse(job.file().warehouse());
    }

    @Test
    void aNightPublishesNothing() {
        requireBusy(
                "publish",
                () -> job.run(
                        TestingJob.NIGHT, TestingProgress.atStartOf("publish", () -> TestingLock.letGo(postgres))));
        assertThat(warehouse.current()).isEmpty();
        assertThat(warehouse.snapshots()).isEmpty();

        assertThat(job.run().outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
    }

    @Test
    void aNightThatPublishedLeavesStagingAndOldSnapshotsAlone() throws IOException {
        job.run();
        Path others = job.warehouse().resolve(".staging/2026-11-24-000000000000/snapshot/part");
        Files.createDirectories(others.getParent());
        Files.writeString(others, "");

        requireBusy(
                "tidy up",
                () -> job.run(
                        TestingJob.NIGHT.plusDays(1),
                        TestingProgress.atEndOf("publish", () -> TestingLock.letGo(postgres))));
        assertThat(others).exists();

        assertThat(job.run(TestingJob.NIGHT.plusDays(1)).outcome()).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);
        assertThat(others).doesNotExist();
    }

    @Test
    void anErasureNotesNobody() {
        job.run();

        requireBusy("erase", () -> eraseLettingGoAt("note who is erased"));

        assertThat(declared()).containsExactly("C-1", "C-2");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.tombstones().contains(new SubjectId("C-1"))).isFalse();
        }
    }

    @Test
    void anErasurePutsNothingInPlaceAndGoesOnLater() {
        String snapshot = job.run().runId();

        requireBusy("erase", () -> eraseLettingGoAt("put in place " + snapshot));
        assertThat(declared()).containsExactly("C-1", "C-2");

        assertThat(job.run().outcome()).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);
        assertThat(declared()).containsExactly("C-2");
    }

    @Test
    void anErasureThatGoesOnKeepsUnfinishedWork() throws IOException {
        String snapshot = job.run().runId();
        requireBusy("erase", () -> eraseLettingGoAt("put in place " + snapshot));
        Path others = job.warehouse().resolve(".staging/2026-11-24-000000000000/snapshot/part");
        Files.createDirectories(others.getParent());
        Files.writeString(others, "");

        requireBusy(
                "erase", () -> TestingErasure.with(job.file(), what -> letGoAt("verify", what), eraser -> "settled"));
        assertThat(others).exists();

        TestingErasure.with(job.file(), Eraser.Watcher.SILENT, eraser -> "settled");
        assertThat(others).doesNotExist();
    }

    @Test
    void aRollbackPublishesNothing() {
        job.run();
        job.declared(
                TestingJob.NIGHT.plusDays(1),
                TestingJob.withdraws("w1", "C-1", "language", "", "2026-11-23T10:00:00Z"));
        String current = job.run(TestingJob.NIGHT.plusDays(1)).runId();

        requireBusy("publish", () -> new LocalRollback(Clock.systemUTC(), 2, new NightReportPage())
                .run(
                        job.file(),
                        Optional.empty(),
                        shown -> {
                            TestingLock.letGo(postgres);
                            return true;
                        },
                        control -> {},
                        Progress.SILENT));

        assertThat(warehouse.current()).contains(current);
        assertThat(warehouse.snapshots()).hasSize(2);
    }

    private void eraseLettingGoAt(String step) {
        TestingErasure.with(
                job.file(),
                what -> letGoAt(step, what),
                eraser -> eraser.erase(
                        eraser.look(TestingErasure.requests(TestingErasure.ASKED, "C-1")),
                        new Eraser.Asked("tester", Optional.empty())));
    }

    private void letGoAt(String step, String what) {
        if (what.equals(step)) {
            TestingLock.letGo(postgres);
        }
    }

    private List<String> declared() {
        return job.query("SELECT subject_id FROM $declarations ORDER BY 1");
    }

    /** The renewing thread may find it out before the deed does. */
    private static void requireBusy(String deed, ThrowingCallable deeds) {
        assertThatThrownBy(deeds)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(ErrorCategory.BUSY))
                .message()
                .matches("(?s)Cannot (" + deed + "|go on) in warehouse .*")
                .contains("another run has taken it");
    }
}
