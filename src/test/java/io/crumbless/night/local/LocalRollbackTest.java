package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.Rollback;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going back undoes what nights brought, never what people withdrew, what was erased or what has ended. */
@Tag("night")
class LocalRollbackTest {
    private static final String LANGUAGES = "visitor,segment_id,ts,method\n"
            + "ck1,form_language_de,2026-11-01T00:00:00Z,form\n"
            + "ck2,form_language_en,2026-11-01T00:00:00Z,form\n"
            + "ck3,form_language_en,2026-11-01T00:00:00Z,form\n"
            + "ck4,form_language_en,2026-11-01T00:00:00Z,form\n";
    private static final String LOGINS = "cookie,customer,how,linked_at\n"
            + "ck1,C-1,login,2026-10-01T00:00:00Z\nck2,C-2,login,2026-10-01T00:00:00Z\n"
            + "ck3,C-3,login,2026-10-01T00:00:00Z\nck4,C-4,login,2026-10-01T00:00:00Z\n";

    @TempDir
    private Path folder;

    @Test
    void undoesANightButNotItsWithdrawalsAndErasures() {
        TestingJob job = threeNights();
        List<Rollback> shown = new ArrayList<>();

        RunReport report = back(job, Optional.of(chain(job).get(2)), shown).orElseThrow();

        assertThat(report.businessDate()).isEqualTo(NIGHT);
        assertThat(shown.get(0).withdrawals()).isEqualTo(1);
        assertThat(shown.get(0).attributes())
                .contains(
                        new Rollback.AttributeCount("language", 2, 2), new Rollback.AttributeCount("discretion", 1, 0));
        assertThat(job.query("SELECT subject_id, language FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|de");
        assertThat(job.query("SELECT subject_id, declaration_id, value, fate FROM $declarations ORDER BY 1, 2"))
                .containsExactly("C-1|d1|de|in_force", "C-2|d2|null|withdrawn", "C-2|w2|null|in_force");
        assertThat(audit(job)).isEmpty();
    }

    /** A withdrawal under any spelling of the id stays in effect for all of them. */
    @Test
    void doesNotUndoAWithdrawalInAnotherSpelling() {
        TestingJob job = new TestingJob(folder)
                .write("legacy/dmp.csv", LANGUAGES)
                .write("legacy/logins.csv", LOGINS.replace("ck3,C-3", "ck3,0703"))
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares(
                                "d2",
                                "703",
                                "favourite_colour",
                                "green",
                                "recommend_products",
                                "2026-11-20T10:00:00Z"));
        job.run(NIGHT.minusDays(1));
        assertThat(job.query("SELECT count(*) FROM $profiles")).containsExactly("5");
        job.declared(
                NIGHT,
                withdraws("w1", "\uFEFFc-1", "language", "", "2026-11-22T09:00:00Z"),
                withdraws("w2", "703.0", "*", "", "2026-11-22T09:00:00Z"));
        job.run(NIGHT);
        assertThat(job.query("SELECT subject_id FROM $profiles ORDER BY 1")).containsExactly("C-2", "C-4");

        back(job, Optional.empty(), new ArrayList<>()).orElseThrow();

        assertThat(job.query("SELECT subject_id FROM $profiles ORDER BY 1")).containsExactly("C-2", "C-4");
        assertThat(job.query(
                        "SELECT declaration_id, value, fate FROM $declarations WHERE action = 'declare' ORDER BY 1"))
                .containsExactly("d1|null|withdrawn", "d2|null|withdrawn");
        assertThat(audit(job)).isEmpty();
    }

    @Test
    void theNextNightTakesWhatWasUndoneAgain() {
        TestingJob job = threeNights();
        back(job, Optional.of(chain(job).get(2)), new ArrayList<>());

        job.run(NIGHT);

        assertThat(job.query("SELECT subject_id, language, discretion FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|nl|null", "C-4|fr|plain_parcel");
        assertThat(audit(job)).isEmpty();
    }

    @Test
    void whatHasEndedMeanwhileDoesNotComeBack() {
        TestingJob job = new TestingJob(folder);
        String until = declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z")
                .replace("2026-11-20T10:00:00Z,,", "2026-11-20T10:00:00Z,2026-11-21,");
        job.declared(
                NIGHT.minusDays(1),
                until,
                declares("d2", "C-2", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        job.run(NIGHT.minusDays(1));
        assertThat(job.query("SELECT count(*) FROM $profiles")).containsExactly("2");
        job.run(NIGHT.plusDays(1));

        back(job, Optional.empty(), new ArrayList<>());

        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-2");
        assertThat(job.query("SELECT declaration_id, value FROM $declarations WHERE fate = 'expired'"))
                .containsExactly("d1|null");
    }

    /** How many babies is kept until the due date and eight weeks; without one, for ten months. */
    @Test
    void anEndThatWasReportedSinceIsNotMovedToALaterDay() {
        TestingJob job = new TestingJob(folder).declared(NIGHT.minusDays(1), baby("a2", "babies_expected", "2"));
        job.run(NIGHT.minusDays(1));
        assertThat(job.query("SELECT babies_expected__lineage.valid_until FROM $profiles"))
                .containsExactly("2027-09-09");
        job.declared(NIGHT, baby("a1", "baby_due_date", "2026-10-01"));
        job.run(NIGHT);
        assertThat(job.query("SELECT babies_expected__lineage.valid_until FROM $profiles"))
                .containsExactly("2026-11-26");

        back(job, Optional.empty(), new ArrayList<>());

        assertThat(job.query("SELECT babies_expected__lineage.valid_until, baby_due_date FROM $profiles"))
                .containsExactly("2026-11-26|null");
        assertThat(job.query("SELECT declaration_id, ends_on FROM $declarations"))
                .containsExactly("a2|2026-11-26");
        assertThat(audit(job)).isEmpty();
    }

    @Test
    void whatEndedWithAnEventSinceStaysEnded() {
        TestingJob job = new TestingJob(folder)
                .declared(
                        NIGHT.minusDays(2),
                        baby("a2", "babies_expected", "2"),
                        baby("a3", "baby_due_date", "2027-01-15"));
        job.run(NIGHT.minusDays(2));
        job.declared(
                NIGHT.minusDays(1),
                baby("a1", "baby_due_date", "2026-09-25").replace("2026-11-09T10", "2026-11-10T10"));
        job.run(NIGHT.minusDays(1));
        assertThat(job.query("SELECT declaration_id, fate FROM $declarations ORDER BY 1"))
                .containsExactly("a1|expired", "a2|expired", "a3|superseded");

        back(job, Optional.empty(), new ArrayList<>());

        assertThat(job.query("SELECT declaration_id, fate FROM $declarations ORDER BY 1"))
                .containsExactly("a2|expired", "a3|in_force");
        assertThat(audit(job)).isEmpty();
    }

    /** Said on 9 November. */
    private static String baby(String id, String attribute, String value) {
        return id + ",C-1,declare," + attribute + "," + value
                + ",recommend_products,baby-advice,2,en,app,volunteered,self,,,"
                + "2026-11-09T10:00:00Z,,DE,eu-gdpr:A9-2-a,";
    }

    @Test
    void keepsWhatPeopleHadProvidedAndWhatWasRemoved() {
        TestingJob job = new TestingJob(folder)
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1,x_pregnant_score,2026-11-01T00:00:00Z,model_v2\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T00:00:00Z\n")
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("bad", "C-1", "no_such", "de", "service_messages", "2026-11-20T10:00:00Z"));
        job.run(NIGHT.minusDays(1));
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\n");
        job.run(NIGHT);

        back(job, Optional.empty(), new ArrayList<>());

        assertThat(job.query("SELECT subject_id, source, origin, \"values\" FROM $removals"))
                .containsExactly("C-1|dmp|inferred|1");
        assertThat(job.query("SELECT subject_id, declaration_id FROM $refusals"))
                .containsExactly("C-1|bad");
        assertThat(audit(job)).isEmpty();
    }

    /** Of four people who had set a language in a header, one opted out since and one corrected it. */
    @Test
    void aProvidedValueThatWentSinceStaysGone() throws IOException {
        TestingJob job = fourWhoProvided();
        job.run(NIGHT.minusDays(1));
        job.write("legacy/optout.csv", "cookie\nck1\n");
        job.write("legacy/dmp.csv", LANGUAGES.replace("ck2,form_language_en", "ck2,form_language_de"));
        job.declared(NIGHT, withdraws("w3", "C-3", "language", "", "2026-11-22T10:00:00Z"));
        job.run(NIGHT);
        assertThat(job.query("SELECT subject_id, language FROM $profiles ORDER BY 1"))
                .containsExactly("C-2|de", "C-4|en");
        List<Rollback> shown = new ArrayList<>();

        RunReport report = back(job, Optional.empty(), shown).orElseThrow();

        assertThat(shown.get(0).providedGone()).isEqualTo(3);
        assertThat(job.query("SELECT subject_id, language, language__lineage.origin FROM $profiles"))
                .containsExactly("C-4|en|provided");
        assertThat(job.query("SELECT subject_id, source, origin, \"values\" FROM $removals ORDER BY 1"))
                .containsExactly("C-1|dmp|provided|1", "C-2|dmp|provided|1", "C-3|dmp|provided|1");
        assertThat(new Warehouse(job.file().warehouse())
                        .manifest(report.runId())
                        .balance())
                .filteredOn(account -> account.unit().equals("legacy_values"))
                .singleElement()
                .satisfies(account -> assertThat(account.bins())
                        .containsExactly(Map.entry("provided_gone", 3L), Map.entry("provided_kept", 1L)));
        assertThat(audit(job)).isEmpty();
    }

    /** A provided value is removed if its cookie turns out to be shared. */
    @Test
    void aProvidedValueOfACookieSharedSinceStaysGone() throws IOException {
        TestingJob job = fourWhoProvided();
        job.run(NIGHT.minusDays(1));
        job.write("legacy/logins.csv", LOGINS + "ck1,C-2,login,2026-10-02T00:00:00Z\n");
        job.run(NIGHT);

        back(job, Optional.empty(), new ArrayList<>());

        assertThat(job.query("SELECT subject_id FROM $profiles ORDER BY 1")).containsExactly("C-2", "C-3", "C-4");
        assertThat(audit(job)).isEmpty();
    }

    /** Today's policy takes no provided language any more; the older one, which is gone back to, did. */
    @Test
    void aProvidedValueTodaysPolicyRemovedStaysGone() throws IOException {
        TestingJob job = fourWhoProvided();
        job.run(NIGHT.minusDays(1));
        Path policy = folder.resolve("policy");
        copy(Path.of("jobs/policy"), policy);
        Path attributes = policy.resolve("attributes.yaml");
        Files.writeString(attributes, Files.readString(attributes).replace("until: 2027-03-31", "until: 2026-11-20"));
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("policy: " + Path.of("jobs/policy").toAbsolutePath(), "policy: policy"));
        job.run(NIGHT);
        assertThat(job.query("SELECT count(*) FROM $profiles")).containsExactly("0");

        back(job, Optional.empty(), new ArrayList<>());

        assertThat(job.query("SELECT count(*) FROM $profiles")).containsExactly("0");
    }

    private TestingJob fourWhoProvided() throws IOException {
        TestingJob job = new TestingJob(folder)
                .write("legacy/dmp.csv", LANGUAGES)
                .write("legacy/logins.csv", LOGINS)
                .write("legacy/optout.csv", "cookie\n");
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("declarations:\n", """
                  opt-outs:
                    - name: opt-outs
                      path: legacy/optout.csv
                      columns: { cookie-id: cookie }
                declarations:
                """));
        return job.declared(NIGHT.minusDays(1));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void changesNothingUnlessConfirmed() {
        TestingJob job = threeNights();
        String current = chain(job).get(0);

        Optional<RunReport> report = new LocalRollback(Clock.systemUTC(), 2, new NightReportPage())
                .run(job.file(), Optional.empty(), any -> false, control -> {}, Progress.SILENT);

        assertThat(report).isEmpty();
        assertThat(chain(job).get(0)).isEqualTo(current);
    }

    @Test
    void namesTheSnapshotsThereAre() {
        TestingJob job = threeNights();

        assertThatThrownBy(() -> back(job, Optional.of("2026-01-01-000000000000"), new ArrayList<>()))
                .isInstanceOf(Failure.class)
                .hasMessage("Unknown snapshot '2026-01-01-000000000000'; the older ones kept are "
                        + chain(job).get(1) + ", " + chain(job).get(2));
    }

    /** One declares and changes it, one withdraws, one is erased, one comes later. */
    private TestingJob threeNights() {
        TestingJob job = new TestingJob(folder)
                .declared(
                        NIGHT.minusDays(2),
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-19T10:00:00Z"),
                        declares("d2", "C-2", "language", "de", "service_messages", "2026-11-19T10:00:00Z"),
                        declares("d3", "C-3", "language", "de", "service_messages", "2026-11-19T10:00:00Z"));
        job.run(NIGHT.minusDays(2));
        job.declared(
                NIGHT.minusDays(1),
                withdraws("w2", "C-2", "language", "", "2026-11-21T10:00:00Z"),
                declares("d4", "C-1", "language", "nl", "service_messages", "2026-11-21T10:00:00Z"));
        job.run(NIGHT.minusDays(1));
        job.declared(
                NIGHT,
                declares("d5", "C-4", "language", "fr", "service_messages", "2026-11-22T10:00:00Z"),
                declares("d6", "C-4", "discretion", "plain_parcel", "service_messages", "2026-11-22T10:00:00Z"));
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-3,2026-11-22T08:00:00Z,art17\n");
        job.run();
        job.write("erasures.csv", "subject_id,requested_at,reason\n");
        return job;
    }

    private static Optional<RunReport> back(TestingJob job, Optional<String> to, List<Rollback> shown) {
        return new LocalRollback(Clock.systemUTC(), 2, new NightReportPage())
                .run(job.file(), to, shown::add, control -> {}, Progress.SILENT);
    }

    private static List<String> chain(TestingJob job) {
        return new Warehouse(job.file().warehouse()).chain();
    }

    private static List<String> audit(TestingJob job) {
        return new PublishedAudit(2)
                .audit(job.file(), chain(job).get(0), Legacy.READ, Progress.SILENT).checks().stream()
                        .flatMap(check -> check.findings().stream())
                        .map(Remark::english)
                        .toList();
    }
}
