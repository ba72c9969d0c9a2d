package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.proof.LegacyJoin;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No night publishes what its audit does not pass, and what was published can be audited again at any time. */
@Tag("night")
class AuditedNightTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliver() {
        job = new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"),
                        declares("d2", "C-1", "planned_purchases", "cot", "personal_offers", "2026-11-21T10:00:00Z"),
                        declares("d3", "C-1", "planned_purchases", "pram", "personal_offers", "2026-11-22T10:00:00Z"),
                        declares("d4", "C-2", "language", "de", "service_messages", "2026-11-22T23:30:00Z"));
    }

    @Test
    void aSoundNightPassesItsAudit() {
        RunReport report = job.run();

        assertThat(report.steps())
                .filteredOn(step -> step.name().equals("audit"))
                .flatExtracting(RunReport.Step::counts)
                .contains(new Count(2, "values", "value"));
    }

    @Test
    void whatWasPublishedIsAuditedAgain() throws IOException {
        RunReport report = job.run();
        AuditReport passed = new PublishedAudit(2).audit(job.file(), report.runId(), Legacy.READ, Progress.SILENT);
        assertThat(passed.passed()).isTrue();

        flipAByte(job.warehouse().resolve("current/profiles"));
        AuditReport failed = new PublishedAudit(2).audit(job.file(), report.runId(), Legacy.READ, Progress.SILENT);

        assertThat(failed.checks())
                .flatExtracting(AuditReport.Check::findings)
                .extracting(String::valueOf)
                .anySatisfy(finding -> assertThat(finding).startsWith("profiles/part-00000.parquet"));
    }

    /** Not an unreadable source, which a certificate would report permanently. */
    @Test
    void anAuditThatIsAskedToStopStopsInTheLegacySourcesToo() {
        RunReport report = job.run();
        LegacyJoin join = new LegacyJoin(job.file(), new Warehouse(job.file().warehouse()).snapshot(report.runId()), 2);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> join.join(Legacy.READ)).isInstanceOf(Stopped.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aSnapshotNobodyPublishedIsUnknown() {
        job.run();

        assertThatThrownBy(() -> new PublishedAudit(2)
                        .audit(job.file(), "2026-11-20-000000000000", Legacy.READ, Progress.SILENT))
                .hasMessageContaining("Unknown snapshot '2026-11-20-000000000000'")
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.CALLER);
    }

    @Test
    void aFileThatChangedOnTheDiskIsNotPublished() {
        assertThatThrownBy(() -> job.run(NIGHT, afterBooksClose("removals", AuditedNightTest::flipAByte)))
                .hasMessageContaining("Cannot publish run 2026-11-22-")
                .hasMessageContaining("removals/part-00000.parquet")
                .hasMessageContaining("nothing was published")
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.ENVIRONMENT);
        assertThat(job.warehouse().resolve("current")).doesNotExist();
    }

    @Test
    void theAttemptAfterAFailedAuditStartsAgain() {
        assertThatThrownBy(() -> job.run(NIGHT, afterBooksClose("removals", AuditedNightTest::flipAByte)))
                .isInstanceOf(Failure.class);

        assertThat(job.run().outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
    }

    @Test
    void aSnapshotThatBreaksALawIsOurDefect() {
        assertThatThrownBy(() -> job.run(NIGHT, afterBooksClose("_evidence", AuditedNightTest::openTheBooks)))
                .hasMessageContaining(
                        "_evidence/manifest.json: account store statements: 4 counted but 5 in bins (law 5")
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.INTERNAL);
        assertThat(job.warehouse().resolve("current")).doesNotExist();
    }

    /** Something done to a folder. */
    private interface Mischief {
        void in(Path folder) throws IOException;
    }

    private static void flipAByte(Path folder) throws IOException {
        Path file = folder.resolve("part-00000.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static void openTheBooks(Path folder) throws IOException {
        for (String name : List.of("manifest.json", "balance.json")) {
            Path file = folder.resolve(name);
            Files.writeString(file, Files.readString(file).replace("\"admitted\" : 3", "\"admitted\" : 4"));
        }
    }

    /** Meddles with the staged snapshot between the books and the audit. */
    private Progress afterBooksClose(String below, Mischief mischief) {
        return TestingProgress.atEndOf("close books", () -> {
            try (Stream<Path> runs = Files.list(job.warehouse().resolve(".staging"))) {
                Path run = runs.filter(path -> Files.exists(path.resolve("snapshot")))
                        .findFirst()
                        .orElseThrow();
                mischief.in(run.resolve("snapshot").resolve(below));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }
}
