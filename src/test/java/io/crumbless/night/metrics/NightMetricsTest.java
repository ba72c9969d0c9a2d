package io.crumbless.night.metrics;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.WatchedNight;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.ledger.Tombstones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: the file says how the last attempt ended and what is published, after a failed night too, and never fails one. */
@Tag("night")
class NightMetricsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T02:30:00Z");

    @TempDir
    private Path folder;

    private TestingJob job;
    private Path file;

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectory(folder.resolve("metrics"));
        file = folder.resolve("metrics/crumbless.prom");
        job = new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"),
                        declares("d2", "C-2", "language", "en", "service_messages", "2026-11-22T11:00:00Z"),
                        declares("d3", "C-3", "no_such_thing", "en", "service_messages", "2026-11-22T11:00:00Z"));
        jobFile(
                "guards: .*",
                "guards: { profiles-may-shrink-by: 0.2, refusals-may-reach: 0.5 }\n"
                        + "metrics: { file: metrics/crumbless.prom }");
    }

    private void jobFile(String line, String instead) throws IOException {
        Path text = folder.resolve("job.yaml");
        Files.writeString(text, Files.readString(text).replaceFirst(line, instead));
    }

    private RunReport run(LocalDate night, Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new WatchedNight(new LocalNight(clock, 2, new NightReportPage()), clock, List.of(new NightMetrics()))
                .run(job.file(), night, RunOptions.DEFAULTS, Progress.SILENT);
    }

    private double value(Metric metric, String... labels) {
        List<Readings.Sample> samples = new MetricsFile(file)
                .read().of(metric).stream()
                        .filter(sample -> sample.labels()
                                .equals(Stream.concat(Stream.of("test"), Stream.of(labels))
                                        .toList()))
                        .toList();
        assertThat(samples).as(metric + " " + List.of(labels)).hasSize(1);
        return samples.get(0).value();
    }

    private List<Readings.Sample> samples(Metric metric) {
        return new MetricsFile(file).read().of(metric);
    }

    @Test
    void saysWhatWasPublished() throws IOException {
        run(NIGHT, BEGIN);

        assertThat(value(Metric.LAST_ATTEMPT)).isEqualTo(BEGIN.getEpochSecond());
        assertThat(value(Metric.LAST_SUCCESS)).isEqualTo(BEGIN.getEpochSecond());
        assertThat(value(Metric.LAST_ATTEMPT_SUCCESS)).isEqualTo(1);
        assertThat(value(Metric.LAST_ATTEMPT_EXIT_CODE)).isZero();
        assertThat(value(Metric.PUBLISHED_BUSINESS_DATE))
                .isEqualTo(Instant.parse("2026-11-22T23:00:00Z").getEpochSecond());
        assertThat(value(Metric.PUBLICATION_LAG)).isEqualTo(3.5 * 3600);
        assertThat(value(Metric.RECORDS, "store", "statements", "admitted")).isEqualTo(2);
        assertThat(value(Metric.REFUSED_RECORDS, "store", "statements", "attribute_unknown"))
                .isEqualTo(1);
        assertThat(value(Metric.INPUT_BYTES, "store"))
                .isEqualTo(Files.size(folder.resolve("declarations/store-" + NIGHT + ".csv")));
        assertThat(value(Metric.SNAPSHOT_ROWS, "profiles")).isEqualTo(2);
        assertThat(value(Metric.SNAPSHOT_SIZE, "profiles")).isPositive();
        assertThat(value(Metric.GUARD_LIMIT, "refusals-may-reach", "")).isEqualTo(0.5);
        assertThat(value(Metric.GUARD_REACHED, "refusals-may-reach", "")).isEqualTo(0.333333);
        assertThat(value(Metric.PROVIDED_VALUES)).isZero();
        assertThat(value(Metric.STAGE_DURATION, "merge profiles")).isNotNegative();
        assertThat(value(Metric.MEMORY_PEAK)).isGreaterThan(1 << 20);
        assertThat(value(Metric.DISK_FREE, "warehouse")).isPositive();
        assertThat(value(Metric.ATTEMPTS, "published")).isEqualTo(1);
        assertThat(value(Metric.OPEN_ERASURES)).isZero();
        assertThat(samples(Metric.OLDEST_OPEN_ERASURE)).isEmpty();
        assertThat(samples(Metric.GUARD_HELD)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(file.resolveSibling("")).isDirectoryContaining(only -> only.equals(file));
    }

    @Test
    void aNightThatAGuardStoppedKeepsWhatIsPublished() throws IOException {
        run(NIGHT, BEGIN);
        job.declared(
                NIGHT.plusDays(1),
                Stream.of("e1", "e2", "e3", "e4")
                        .map(id -> declares(id, "C-9", "unknown", "x", "service_messages", "2026-11-23T10:00:00Z"))
                        .toArray(String[]::new));
        Instant later = BEGIN.plusSeconds(86_400);

        assertThatThrownBy(() -> run(NIGHT.plusDays(1), later)).isInstanceOf(Failure.class);

        assertThat(value(Metric.LAST_ATTEMPT)).isEqualTo(later.getEpochSecond());
        assertThat(value(Metric.LAST_SUCCESS)).isEqualTo(BEGIN.getEpochSecond());
        assertThat(value(Metric.LAST_ATTEMPT_SUCCESS)).isZero();
        assertThat(value(Metric.LAST_ATTEMPT_EXIT_CODE)).isEqualTo(4);
        assertThat(value(Metric.GUARD_HELD, "refusals-may-reach")).isEqualTo(1);
        assertThat(value(Metric.RECORDS, "store", "statements", "admitted")).isEqualTo(2);
        assertThat(value(Metric.ATTEMPTS, "failed")).isEqualTo(1);
        assertThat(value(Metric.STAGE_DURATION, "merge profiles")).isNotNegative();
        assertThat(samples(Metric.STAGE_DURATION))
                .noneMatch(sample -> sample.labels().contains("publish"));
    }

    /** The control database is gone, and with it what it knows; the file still has it. */
    @Test
    void keepsWhatItCannotMeasure() throws IOException {
        run(NIGHT, BEGIN);
        Files.writeString(folder.resolve("control/crumbless.mv.db"), "no database");

        assertThatThrownBy(() -> run(NIGHT.plusDays(1), BEGIN.plusSeconds(86_400)))
                .isInstanceOf(RuntimeException.class);

        assertThat(value(Metric.CONTROL_DATABASE_UP)).isZero();
        assertThat(value(Metric.LAST_ATTEMPT_EXIT_CODE)).isEqualTo(5);
        assertThat(value(Metric.LAST_SUCCESS)).isEqualTo(BEGIN.getEpochSecond());
        assertThat(value(Metric.OPEN_ERASURES)).isZero();
        assertThat(value(Metric.SNAPSHOT_ROWS, "profiles")).isEqualTo(2);
    }

    @Test
    void aPolicyThatCannotBeReadIsAnAttemptToo() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        jobFile("policy: .*", "policy: empty");

        assertThatThrownBy(() -> run(NIGHT, BEGIN)).isInstanceOf(RuntimeException.class);

        assertThat(value(Metric.LAST_ATTEMPT_EXIT_CODE)).isEqualTo(3);
    }

    /** A link to itself: as with a missing right, nobody can say whether there is a database behind it. */
    @Test
    void aControlFolderThatCannotBeLookedIntoIsAnAttemptToo() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        jobFile("policy: ", "control: { folder: loop }\npolicy: ");

        assertThatThrownBy(() -> run(NIGHT, BEGIN)).isInstanceOf(RuntimeException.class);

        assertThat(value(Metric.LAST_ATTEMPT_EXIT_CODE)).isEqualTo(5);
        assertThat(value(Metric.CONTROL_DATABASE_UP)).isZero();
    }

    @Test
    void hasAnErasureThatWasBegunAndNeverEnded() {
        run(NIGHT, BEGIN);
        Instant asked = Instant.parse("2026-11-01T08:00:00Z");
        JobFile settings = job.file();
        try (ControlDatabase control = ControlDatabase.open(settings.control())) {
            Tombstones tombstones = control.tombstones();
            control.erasures()
                    .begin(
                            "E-1",
                            settings.warehouse().text(),
                            new ErasureLedger.Begun(
                                    Instant.parse("2026-11-20T08:00:00Z"), "somebody", Optional.empty()),
                            tombstones,
                            List.of(new Tombstones.Erasure(new SubjectId("C-77"), asked, "")));
        }
        Readings readings = new Readings();

        LedgerReadings.add(settings, Optional.empty(), readings);

        assertThat(readings.of(Metric.OPEN_ERASURES))
                .first()
                .extracting(Readings.Sample::value)
                .isEqualTo(1.0);
        assertThat(readings.of(Metric.OLDEST_OPEN_ERASURE))
                .first()
                .extracting(Readings.Sample::value)
                .isEqualTo((double) asked.getEpochSecond());
    }

    @Test
    void aFileThatCannotBeWrittenIsANotice() throws IOException {
        Files.delete(folder.resolve("metrics"));

        RunReport report = run(NIGHT, BEGIN);

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        assertThat(report.notices())
                .filteredOn(notice -> notice.startsWith("Cannot write the metrics " + file))
                .hasSize(1);
    }

    @Test
    void jobsMayShareAFile() {
        new MetricsFile(file).write(new Readings().add(Metric.LAST_ATTEMPT_EXIT_CODE, "another", 5));

        run(NIGHT, BEGIN);

        assertThat(samples(Metric.LAST_ATTEMPT_EXIT_CODE))
                .extracting(Readings.Sample::job)
                .containsExactlyInAnyOrder("another", "test");
    }

    @Test
    void anAuditNotesItsFindingsBesideTheNight() {
        RunReport night = run(NIGHT, BEGIN);

        List<String> notices = NightMetrics.audited(
                job.file(),
                new PublishedAudit(2).audit(job.file(), night.runId(), Legacy.READ, Progress.SILENT),
                BEGIN.plusSeconds(60));

        assertThat(notices).isEmpty();
        assertThat(value(Metric.LAST_AUDIT)).isEqualTo(BEGIN.plusSeconds(60).getEpochSecond());
        assertThat(samples(Metric.LAST_AUDIT_FINDINGS))
                .hasSizeGreaterThan(5)
                .allSatisfy(sample -> assertThat(sample.value()).isZero());
        assertThat(value(Metric.LAST_ATTEMPT_SUCCESS)).isEqualTo(1);
    }
}
