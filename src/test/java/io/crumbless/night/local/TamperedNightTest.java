package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Check;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.AuditReport.LegacyLook;
import io.crumbless.night.run.AuditReport.NotChecked;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.remark.Remark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed in a published snapshot or in the access log, an audit finds it and names the place. */
@Tag("night")
class TamperedNightTest {
    private static final String COOKIE = "9f86d081-884c-7d65";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliver() {
        job = new TestingJob(folder)
                .write(
                        "legacy/logins.csv",
                        "cookie,customer,how,linked_at\n" + COOKIE + ",C-1,login,2026-11-01T08:00:00Z\n")
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\n" + COOKIE + ",warm_audience_7,2026-11-01T08:00:00Z,model\n")
                .declared(
                        NIGHT,
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"),
                        declares("d2", "C-2", "planned_purchases", "cot", "personal_offers", "2026-11-21T10:00:00Z"));
    }

    private AuditReport audit(RunReport night) {
        return new PublishedAudit(2).audit(job.file(), night.runId(), Legacy.READ, Progress.SILENT);
    }

    private static List<String> findings(AuditReport report, String code) {
        return check(report, code).findings().stream().map(Remark::english).toList();
    }

    private static Check check(AuditReport report, String code) {
        return report.checks().stream()
                .filter(check -> check.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneByteOfAnyFileIsFoundAndNamed() throws Exception {
        RunReport night = job.run();
        Path snapshot = job.warehouse().resolve("snapshots/" + night.runId());
        List<Path> files;
        try (Stream<Path> all = Files.walk(snapshot)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("_SUCCESS"))
                    .toList();
        }

        assertThat(files)
                .hasSizeGreaterThan(15)
                .extracting(file -> snapshot.relativize(file).toString())
                .contains(
                        "_evidence/manifest.json",
                        "_evidence/report.html",
                        "_evidence/report.json",
                        "_evidence/SHA256SUMS",
                        "_evidence/policy/segments.csv");
        for (Path file : files) {
            String name = snapshot.relativize(file).toString();
            byte[] bytes = Files.readAllBytes(file);
            byte[] changed = bytes.clone();
            changed[bytes.length / 2] ^= 1;
            Files.write(file, changed);

            AuditReport report = audit(night);

            assertThat(report.passed()).as(name).isFalse();
            assertThat(report.checks())
                    .flatExtracting(Check::findings)
                    .extracting(String::valueOf)
                    .as(name)
                    .anySatisfy(finding -> assertThat(finding).contains(name));
            Files.write(file, bytes);
        }
        assertThat(audit(night).passed()).isTrue();
    }

    @Test
    void evidenceThatIsGoneOrAddedIsFoundAndNamed() throws Exception {
        RunReport night = job.run();
        Path evidence = job.warehouse().resolve("snapshots/" + night.runId() + "/_evidence");
        Files.delete(evidence.resolve("report.html"));
        Files.writeString(evidence.resolve("policy/more.yaml"), "# nothing\n");

        assertThat(findings(audit(night), "evidence_as_written"))
                .containsExactly(
                        "_evidence/policy/more.yaml: _evidence/SHA256SUMS does not list it",
                        "_evidence/report.html: missing");
    }

    @Test
    void aSoundNightHoldsNothingOfTheLegacySources() {
        AuditReport report = audit(job.run());

        assertThat(report.passed()).isTrue();
        assertThat(check(report, "no_legacy_traces").looked().number()).isEqualTo(3);
        assertThat(report.legacy()).contains(new LegacyLook(2, 2, 2, 2, 1, 0, 0));
    }

    /** A till wrote the visitor's cookie where the form's place belongs. */
    @Test
    void aCookieIdInAnOutputIsFoundAndNamed() {
        String row = declares("d3", "C-3", "language", "de", "service_messages", "2026-11-22T11:00:00Z");
        job.declared(NIGHT, row + "seen as " + COOKIE + " at the till");

        AuditReport report = audit(job.run());

        assertThat(findings(report, "no_legacy_traces"))
                .containsExactly(
                        "declarations/part-00000.parquet, row group 0, column 'evidence_ref': a cookie id of the"
                                + " legacy sources");
        assertThat(report.toString()).doesNotContain(COOKIE);
    }

    /** A night knows it without what the job says ids ignore, and that may have got out. */
    @Test
    void aCookieIdIsFoundAsANightSpellsItToo() throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file) + "cookie-ids: { ignore: [case] }\n");
        String row = declares("d3", "C-3", "language", "de", "service_messages", "2026-11-22T11:00:00Z");
        job.declared(NIGHT, row + "seen as " + COOKIE.toLowerCase(Locale.ROOT) + " at the till");
        for (String legacy : List.of("legacy/logins.csv", "legacy/dmp.csv")) {
            Path delivered = folder.resolve(legacy);
            Files.writeString(delivered, Files.readString(delivered).replace(COOKIE, COOKIE.toUpperCase(Locale.ROOT)));
        }

        assertThat(findings(audit(job.run()), "no_legacy_traces"))
                .containsExactly(
                        "declarations/part-00000.parquet, row group 0, column 'evidence_ref': a cookie id of the"
                                + " legacy sources");
    }

    @Test
    void aSegmentWhereWordsOfThePolicyBelongIsFoundAndNamed() {
        String row = declares("d3", "C-3", "language", "de", "service_messages", "2026-11-22T11:00:00Z");
        job.declared(NIGHT, row.replace("eu-gdpr:A6-1-a", "warm_audience_7"));

        assertThat(findings(audit(job.run()), "no_legacy_traces"))
                .contains("declarations/part-00000.parquet, row group 0, column 'legal_basis': a segment of the legacy"
                        + " sources");
    }

    /** The same word was declared and acquired: the word alone does not show where the value comes from. */
    @Test
    void aSegmentThatSomebodyAlsoDeclaredIsCountedAndNoFinding() {
        job.declared(
                NIGHT,
                declares("d3", "C-3", "home_store", "warm_audience_7", "service_messages", "2026-11-22T11:00:00Z"));

        AuditReport report = audit(job.run());

        assertThat(report.passed()).isTrue();
        assertThat(report.legacy().orElseThrow().alsoDeclared()).isEqualTo(1);
    }

    @Test
    void saysThatTheLegacySourcesAreGone() throws Exception {
        RunReport night = job.run();
        Files.delete(folder.resolve("legacy/dmp.csv"));
        Files.delete(folder.resolve("legacy/logins.csv"));

        AuditReport report = audit(night);

        assertThat(report.passed()).isTrue();
        assertThat(check(report, "no_legacy_traces").notChecked()).contains(NotChecked.LEGACY_GONE);
    }

    @Test
    void oneRowOfTheAccessLogThatWasChangedIsFoundAndNamed() throws Exception {
        RunReport night = job.run();
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            for (int i = 0; i < 3; i++) {
                control.accessLog()
                        .append(new Access(Instant.EPOCH, "legal", "explain", Optional.empty(), Optional.empty()));
            }
        }
        assertThat(check(audit(night), "access_log").looked().number()).isEqualTo(3);

        try (ControlDatabase control = ControlDatabase.open(job.file().control());
                Connection connection = control.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER access_log_append_only");
            statement.execute("UPDATE access_log SET accessed_by = 'nobody' WHERE seq = 2");
        }

        assertThat(findings(audit(night), "access_log"))
                .singleElement()
                .asString()
                .startsWith("access log, entry 2: it is missing, or not the one that was written");
    }
}
