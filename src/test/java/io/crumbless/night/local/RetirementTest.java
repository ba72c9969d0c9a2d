package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.SegmentTally;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.erase.LockedWarehouse;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Retirement.AttributeCount;
import io.crumbless.warehouse.snapshot.Retirement.Distinct;
import io.crumbless.warehouse.snapshot.Retirement.Entry;
import io.crumbless.warehouse.snapshot.Retirement.SegmentCount;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every snapshot reports, night by night, how far profiles still rest on cookie-based sources. */
@Tag("night")
class RetirementTest {
    private static final LocalDate SUNSET = LocalDate.of(2027, 3, 31);

    @TempDir
    private Path folder;

    /** C-1 and C-2 had set a language in a header; C-3 declared one, and had set one before. */
    private TestingJob job() {
        return new TestingJob(folder)
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\n"
                                + "ck1,form_language_de,2026-11-01T00:00:00Z,form\n"
                                + "ck2,form_language_en,2026-11-01T00:00:00Z,form\n"
                                + "ck3,form_language_en,2026-11-01T00:00:00Z,form\n"
                                + "ck3,x_pregnant_score,2026-11-01T00:00:00Z,model_v2\n")
                .write(
                        "legacy/logins.csv",
                        "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T00:00:00Z\n"
                                + "ck2,C-2,login,2026-10-01T00:00:00Z\nck3,C-3,login,2026-10-01T00:00:00Z\n")
                .declared(
                        NIGHT.minusDays(2),
                        declares("d1", "C-3", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares(
                                "d2", "C-1", "discretion", "plain_parcel", "service_messages", "2026-11-20T10:00:00Z"));
    }

    private static Retirement measure(TestingJob job) {
        Warehouse warehouse = new Warehouse(job.file().warehouse());
        return Retirement.of(warehouse.snapshot(warehouse.current().orElseThrow()))
                .orElseThrow();
    }

    private static List<String> findings(TestingJob job) {
        JobFile file = job.file();
        return new Warehouse(file.warehouse())
                .chain().stream()
                        .flatMap(runId -> new PublishedAudit(2)
                                .audit(file, runId, Legacy.READ, Progress.SILENT).checks().stream())
                        .flatMap(check -> check.findings().stream())
                        .map(Remark::english)
                        .toList();
    }

    @Test
    void countsWhatTheProfilesHold() {
        TestingJob job = job();
        RunReport report = job.run(NIGHT.minusDays(2));

        Entry night = measure(job).last().orElseThrow();

        assertThat(night.businessDate()).isEqualTo(NIGHT.minusDays(2));
        assertThat(night.runId()).isEqualTo(report.runId());
        assertThat(job.query("SELECT count(*), count(*) FILTER (language__lineage.origin = 'provided'),"
                        + " count(*) FILTER (language__lineage.origin = 'declared') FROM $profiles"))
                .containsExactly(night.profiles() + "|" + night.subjectsOnProvided() + "|" + 1);
        assertThat(night.attributes())
                .contains(new AttributeCount("language", 1, 2, SUNSET), new AttributeCount("discretion", 1, 0, null))
                .contains(new AttributeCount("salutation", 0, 0, SUNSET));
        assertThat(night.sources()).containsExactly(new Retirement.SourceCount("dmp", 4, 2));
        assertThat(night.supplies())
                .containsExactly(
                        new Retirement.Supply("dmp", "language", "language-switch-english", 1),
                        new Retirement.Supply("dmp", "language", "language-switch-german", 1));
        assertThat(night.segments()).containsExactly(segments("dmp", 3, 2));
    }

    private static SegmentCount segments(String source, long delivered, long thatMay) {
        return new SegmentCount(source, new Distinct(delivered, false), new Distinct(thatMay, false));
    }

    private static List<SegmentCount> segments(TestingJob job) {
        return Objects.requireNonNull(measure(job).last().orElseThrow().segments());
    }

    /** A broker delivers one of them too; the other is in both files, once with a model's score. */
    @Test
    void aSegmentIsCountedOnceOverFilesAndWhateverStandsBesideIt() throws IOException {
        TestingJob job = job();
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("path: legacy/dmp.csv", "path: \"legacy/dmp*.csv\""));
        job.write(
                "legacy/dmp-2.csv",
                "visitor,segment_id,ts,method\n"
                        + "ck1,form_language_de,2026-11-01T00:00:00Z,broker_file\n"
                        + "ck2,form_language_en,2026-11-01T00:00:00Z,form\n"
                        + "ck2,warm_audience_7,2026-11-01T00:00:00Z,model_v2\n");

        job.run(NIGHT.minusDays(2));

        assertThat(segments(job)).containsExactly(segments("dmp", 4, 2));
        assertThat(Files.readString(job.warehouse().resolve("current/_evidence/retirement.json")))
                .doesNotContain("form_language", "warm_audience");
        assertThat(findings(job)).isEmpty();
    }

    @Test
    void afterTheSunsetNoSegmentMaySupplyAValue() throws IOException {
        TestingJob job = job();
        job.run(SUNSET);
        assertThat(segments(job)).containsExactly(segments("dmp", 3, 2));

        job.run(SUNSET.plusDays(1));

        assertThat(segments(job)).containsExactly(segments("dmp", 3, 0));
        assertThat(findings(job)).isEmpty();
        Path measure = job.warehouse().resolve("current/_evidence/retirement.json");
        String told = Files.readString(measure);
        int may = told.lastIndexOf("\"counted\" : 0");
        Files.writeString(measure, told.substring(0, may) + told.substring(may).replaceFirst("0", "1"));
        assertThat(findings(job))
                .anyMatch(finding -> finding.contains("1 segments of 'dmp' may supply values after every sunset"));
    }

    @Test
    void whatASourceDeliversNoMoreSuppliesNothing() {
        TestingJob job = job();
        job.run(NIGHT.minusDays(2));
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\n");

        job.run(NIGHT);

        assertThat(segments(job)).containsExactly(segments("dmp", 0, 0));
        assertThat(findings(job)).isEmpty();
    }

    @Test
    void idsInDisguiseAreMoreThanAreCounted() {
        StringBuilder rows = new StringBuilder("visitor,segment_id,ts,method\n");
        for (int i = 0; i <= SegmentTally.MOST; i++) {
            rows.append("ck1,customer-").append(i).append(",2026-11-01T00:00:00Z,pixel\n");
        }
        rows.append("ck1,form_language_de,2026-11-01T00:00:00Z,form\n");
        TestingJob job = job().write("legacy/dmp.csv", rows.toString());

        job.run(NIGHT.minusDays(2));

        assertThat(segments(job))
                .containsExactly(
                        new SegmentCount("dmp", new Distinct(SegmentTally.MOST, true), new Distinct(1, false)));
        assertThat(findings(job)).isEmpty();
    }

    /** As a program left it that did not count segments. */
    @Test
    void nightsThatDidNotCountSegmentsAreCarriedOn() throws IOException {
        TestingJob job = job();
        job.run(NIGHT.minusDays(2));
        Path file = job.warehouse().resolve("current/_evidence/retirement.json");
        String counted = Files.readString(file);
        String old = counted.replaceFirst("(?s),\\s*\"segments\" : \\[.*?\\n      \\]", "");
        assertThat(old).doesNotContain("segments").hasSizeLessThan(counted.length());
        Files.writeString(file, old);

        job.run(NIGHT);

        assertThat(measure(job).nights())
                .extracting(Entry::allSegments)
                .containsExactly(Optional.empty(), Optional.of(segments("", 3, 2)));
    }

    @Test
    void theHistoryOutlivesTheSnapshots() throws IOException {
        TestingJob job = job();
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("zone: ", "keep-snapshots: 1\nzone: "));
        job.run(NIGHT.minusDays(2));
        job.run(NIGHT.minusDays(1));
        job.declared(NIGHT, declares("d3", "C-1", "language", "fr", "service_messages", "2026-11-22T10:00:00Z"));

        job.run(NIGHT);

        assertThat(new Warehouse(job.file().warehouse()).chain()).hasSize(1);
        assertThat(measure(job).nights())
                .extracting(Entry::businessDate)
                .containsExactly(NIGHT.minusDays(2), NIGHT.minusDays(1), NIGHT);
        assertThat(measure(job).nights()).extracting(Entry::provided).containsExactly(2L, 2L, 1L);
    }

    @Test
    void anotherRunOfTheSameDateTakesThePlaceOfTheFirst() {
        TestingJob job = job();
        job.run(NIGHT.minusDays(2));
        job.run(NIGHT);
        job.declared(NIGHT, declares("d3", "C-1", "language", "fr", "service_messages", "2026-11-22T10:00:00Z"));

        RunReport second = job.run(NIGHT);

        assertThat(measure(job).nights()).hasSize(2);
        assertThat(measure(job).last().map(Entry::runId)).contains(second.runId());
        assertThat(findings(job)).isEmpty();
    }

    @Test
    void aRollbackIsTheNightOfItsDate() {
        TestingJob job = job();
        job.run(NIGHT.minusDays(1));
        job.declared(NIGHT, declares("d3", "C-1", "language", "fr", "service_messages", "2026-11-22T10:00:00Z"));
        job.run(NIGHT);

        new LocalRollback(Clock.systemUTC(), 2, new NightReportPage())
                .run(job.file(), Optional.empty(), any -> true, control -> {}, Progress.SILENT);

        // The value that the statement took the place of stays gone with it: a rollback brings nothing back that went.
        assertThat(measure(job).nights()).extracting(Entry::provided).containsExactly(2L, 1L);
        assertThat(measure(job).nights())
                .as("a rollback reads no delivery")
                .extracting(night -> night.allSegments().isPresent())
                .containsExactly(true, false);
        assertThat(findings(job)).isEmpty();
    }

    @Test
    void holdsAfterAnErasure() {
        TestingJob job = job();
        job.run(NIGHT.minusDays(2));
        JobFile file = job.file();
        Warehouse warehouse = new Warehouse(file.warehouse());
        try (ControlDatabase control = ControlDatabase.open(file.control());
                WarehouseLock lock = control.lock(file.warehouse());
                Eraser eraser = new Eraser(
                        new LockedWarehouse(warehouse, control, lock),
                        file.spill(),
                        2,
                        Clock.systemUTC(),
                        Eraser.Watcher.SILENT)) {
            Eraser.Request request = new Eraser.Request(new SubjectId("C-2"), Instant.now(), "art17");
            eraser.erase(eraser.look(List.of(request)), new Eraser.Asked("tester", Optional.empty()));
        }
        assertThat(findings(job)).isEmpty();

        job.run(NIGHT);

        assertThat(measure(job).nights()).extracting(Entry::provided).containsExactly(2L, 1L);
        assertThat(findings(job)).isEmpty();
    }
}
