package io.crumbless.night.plan;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.LocalPolicyTrial;
import io.crumbless.night.local.LocalRollback;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Stopped;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.audit.RowsFound;
import io.crumbless.warehouse.audit.Rule;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.RemarkForm;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.Scope;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: every engine that executes a plan produces the same rows, its balance closes, and it resumes a stopped plan.
 */
public abstract class EngineContract {
    private static final int THREADS = 2;

    private static final String LEGACY = "visitor,segment_id,ts,method\n"
            + "ck1,form_language_de,2026-11-01T00:00:00Z,form\n"
            + "ck2,form_language_en,2026-11-01T00:00:00Z,form\n"
            + "ck2,something_nobody_knows,2026-11-01T00:00:00Z,model\n";

    private static final String LINKS = "cookie,customer,how,linked_at\n"
            + "ck1,C-1,login,2026-10-01T00:00:00Z\nck2,C-2,login,2026-10-01T00:00:00Z\n";

    private static final String ADDED = """

              shoe_size:
                id: 900
                type: int
                title: { en: Shoe size }
                description: A size the person declared.
                category: pd:Preference
                purposes: [personal_offers]
            """;

    private static final String PROFILES = "SELECT subject_id, language, favourite_colour FROM $profiles ORDER BY 1";
    private static final String LOG = "SELECT subject_id, declaration_id, value, fate FROM $declarations ORDER BY 1, 2";

    @TempDir
    private Path folder;

    /** @param threads number of parts processed in parallel, if the engine controls this */
    protected abstract EngineFactory engines(int threads);

    @Test
    void publishesWhatTheKernelDecides() {
        TestingJob job = job("one");

        RunReport report = night(job, NIGHT.minusDays(1), THREADS, Progress.SILENT);

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        assertThat(job.query(PROFILES)).containsExactly("C-1|de|green", "C-2|en|null");
        assertThat(job.query(LOG)).containsExactly("C-1|d1|green|in_force");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void closesItsBooks() {
        RunReport report = night(job("one"), NIGHT.minusDays(1), THREADS, Progress.SILENT);

        assertThat(report.recordsRead()).isEqualTo(report.recordsInBins()).isPositive();
    }

    @Test
    void threadsChangeNoByte() {
        TestingJob one = job("one");
        TestingJob other = job("other");

        night(one, NIGHT.minusDays(1), 1, Progress.SILENT);
        night(other, NIGHT.minusDays(1), 4, Progress.SILENT);

        assertThat(sums(one)).isEqualTo(sums(other)).isNotEmpty();
    }

    @Test
    void goesOnWithAPlanThatWasStopped() {
        TestingJob stopped = job("stopped");
        TestingJob other = job("other");
        assertThatThrownBy(() -> night(stopped, NIGHT.minusDays(1), THREADS, new Interrupting()))
                .isInstanceOf(Stopped.class);
        // The engine may or may not clear the interrupt; the next attempt must not be interrupted.
        Thread.interrupted();
        assertThat(new Warehouse(stopped.file().warehouse()).current()).isEmpty();

        night(stopped, NIGHT.minusDays(1), THREADS, Progress.SILENT);
        night(other, NIGHT.minusDays(1), THREADS, Progress.SILENT);

        assertThat(sums(stopped)).isEqualTo(sums(other));
        assertThat(TestingErasure.audited(stopped.file())).isEmpty();
    }

    @Test
    void aRollbackKeepsWhatWasWithdrawnSince() {
        TestingJob job = job("one");
        night(job, NIGHT.minusDays(1), THREADS, Progress.SILENT);
        job.declared(NIGHT, withdraws("w1", "C-1", "favourite_colour", "", "2026-11-22T09:00:00Z"))
                .write("legacy/dmp.csv", LEGACY.replace("language_en", "language_de"));
        night(job, NIGHT, THREADS, Progress.SILENT);

        new LocalRollback(Clock.systemUTC(), THREADS, new NightReportPage(), engines(THREADS))
                .run(job.file(), Optional.empty(), rollback -> true, control -> {}, Progress.SILENT)
                .orElseThrow();

        assertThat(job.query(LOG)).containsExactly("C-1|d1|null|withdrawn", "C-1|w1|null|in_force");
        assertThat(job.query(PROFILES)).contains("C-1|de|null");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void aRecomputationTakesOutOfAKeptSnapshotWhatWasWithdrawn() throws IOException {
        TestingJob job = job("one");
        Path file = folder.resolve("one/job.yaml");
        Files.writeString(file, Files.readString(file) + "keep-snapshots: 10\nlimits: { withdrawals-within: P2D }\n");
        LocalDate first = NIGHT.minusDays(1);
        String runId = night(job, first, THREADS, Progress.SILENT).runId();
        job.declared(NIGHT, withdraws("w1", "C-1", "favourite_colour", "", "2026-11-22T09:00:00Z"));

        for (int day = 1; day <= 3; day++) {
            night(job, first.plusDays(day), THREADS, Progress.SILENT);
        }

        assertThat(job.queryOf(runId, LOG)).containsExactly("C-1|d1|null|withdrawn", "C-1|w1|null|in_force");
        assertThat(job.queryOf(runId, PROFILES)).contains("C-1|de|null");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void aTrialCountsWhatAnotherPolicyWouldChange() throws IOException {
        TestingJob job = job("one");
        night(job, NIGHT.minusDays(1), THREADS, Progress.SILENT);
        job.declared(
                NIGHT,
                declares("d2", "C-3", "favourite_colour", "blue", "recommend_products", "2026-11-21T10:00:00Z"),
                declares("d3", "C-4", "shoe_size", "38", "personal_offers", "2026-11-21T10:00:00Z"),
                withdraws("w1", "c-1", "favourite_colour", "", "2026-11-22T09:00:00Z"));
        Policy old = PolicyFolder.read(Path.of("jobs/policy"));
        Policy now = PolicyFolder.compile(changed(old));

        PolicyDifference difference = compare(engines(THREADS), job, old, now);

        assertThat(difference).isEqualTo(compare(local(job), job, old, now));
        assertThat(difference.values())
                .extracting(change -> change.place().attribute() + " " + change.kind() + " " + change.values())
                .containsExactlyInAnyOrder("language DISAPPEARS 2", "shoe_size APPEARS 1");
        assertThat(difference.refusals()).isNotEmpty();
        assertThat(difference.examples())
                .isNotEmpty()
                .allMatch(example -> example.person().length() == 12);
        assertThat(new Warehouse(job.file().warehouse()).unfinished()).isEmpty();
    }

    /** The policy with the sunset of provided values reached, and one more attribute. */
    private static SortedMap<String, String> changed(Policy policy) {
        SortedMap<String, String> files = new TreeMap<>(policy.files());
        files.merge(
                "attributes.yaml",
                ADDED,
                (text, added) ->
                        text.replace("provided: { until: 2027-03-31,", "provided: { until: 2026-11-21,") + added);
        return files;
    }

    private static EngineFactory local(TestingJob job) {
        return new LocalEngines(THREADS).of(EngineKind.LOCAL, job.file());
    }

    private static PolicyDifference compare(EngineFactory engines, TestingJob job, Policy old, Policy now) {
        return new LocalPolicyTrial(THREADS, engines)
                .run(job.file(), old, now, Optional.of(NIGHT), KeyShare.ALL, Progress.SILENT);
    }

    @Test
    void anAuditFindsWhatIsWrong() throws IOException {
        TestingJob job = job("one");
        String runId = night(job, NIGHT.minusDays(1), THREADS, Progress.SILENT).runId();
        AuditReport sound = audit(job, runId, engines(THREADS));
        assertThat(sound).isEqualTo(audit(job, runId, local(job)));
        assertThat(sound.passed()).isTrue();

        flipAByte(job.warehouse().resolve("current/profiles/part-00000.parquet"));
        AuditReport broken = audit(job, runId, engines(THREADS));

        assertThat(broken.passed()).isFalse();
        assertThat(broken).hasToString(audit(job, runId, local(job)).toString());
        assertThat(new Warehouse(job.file().warehouse()).unfinished()).isEmpty();
    }

    /** Both are known only by keyed hashes, which are part of the plan, and each is looked up in another spelling. */
    @Test
    void anAuditFindsWhoMustNotBeThere() {
        TestingJob job = job("one");
        String runId = night(job, NIGHT.minusDays(1), THREADS, Progress.SILENT).runId();
        AuditPlan plan = withoutTheirRows(job, runId);

        RowsFound found = audit(plan, engines(THREADS));

        assertThat(codes(found, Rule.ERASED_STAY_GONE)).isNotEmpty().containsOnly(Code.ERASED_PERSON);
        assertThat(codes(found, Rule.RESTRICTED_NOT_USED)).isNotEmpty().containsOnly(Code.RESTRICTED_PERSON);
        assertThat(found.rules()).isEqualTo(audit(plan, local(job)).rules());
    }

    /** C-2 is erased and C-1 restricted without the knowledge of the run, so that their rows are still there. */
    private static AuditPlan withoutTheirRows(TestingJob job, String runId) {
        Warehouse warehouse = new Warehouse(job.file().warehouse());
        Instant asked = Instant.now();
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            control.erasures()
                    .begin(
                            "erase-elsewhere",
                            "/elsewhere",
                            new ErasureLedger.Begun(asked, "tester", Optional.empty()),
                            control.tombstones(),
                            List.of(new Tombstones.Erasure(new SubjectId("c-2"), asked, "art17")));
            control.requests()
                    .enter(
                            new SubjectId("c-1"),
                            new PrivacyRequest.Draft(
                                    RequestKind.RESTRICTION,
                                    Optional.of("DE"),
                                    NIGHT,
                                    Scope.ofText(""),
                                    Optional.empty(),
                                    Optional.empty(),
                                    "anna"),
                            asked);
            return new AuditPlan(
                    warehouse,
                    warehouse.snapshot(runId),
                    Optional.of(control.tombstones().all()),
                    Optional.of(Withholding.of(control).under(PolicyFolder.read(Path.of("jobs/policy")))));
        }
    }

    private RowsFound audit(AuditPlan plan, EngineFactory engine) {
        return engine.of(folder.resolve("spill"), OptionalLong.empty()).audit(plan, Progress.SILENT);
    }

    private static List<Code> codes(RowsFound found, Rule rule) {
        return found.rules().stream()
                .filter(of -> of.rule() == rule)
                .flatMap(of -> of.findings().stream())
                .map(RemarkForm::code)
                .toList();
    }

    private static AuditReport audit(TestingJob job, String runId, EngineFactory engine) {
        return new PublishedAudit(THREADS, Engines.only(engine))
                .audit(job.file(), runId, Legacy.READ, EngineKind.SPARK, Progress.SILENT);
    }

    private static void flipAByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private TestingJob job(String name) {
        return new TestingJob(folder.resolve(name))
                .write("legacy/dmp.csv", LEGACY)
                .write("legacy/logins.csv", LINKS)
                .declared(
                        NIGHT.minusDays(1),
                        declares(
                                "d1",
                                "C-1",
                                "favourite_colour",
                                "green",
                                "recommend_products",
                                "2026-11-20T10:00:00Z"));
    }

    private RunReport night(TestingJob job, LocalDate date, int threads, Progress progress) {
        return new LocalNight(Clock.systemUTC(), threads, new NightReportPage(), engines(threads))
                .run(job.file(), date, RunOptions.DEFAULTS, progress);
    }

    private static List<String> sums(TestingJob job) {
        Warehouse warehouse = new Warehouse(job.file().warehouse());
        return warehouse.manifest(warehouse.current().orElseThrow()).outputs().stream()
                .map(output -> output.file() + " " + output.sha256())
                .toList();
    }

    /** Interrupts the run when its third step begins. */
    private static final class Interrupting implements Progress {
        private int steps;

        @Override
        public void stepStarted(String step) {
            if (++steps == 3) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void advanced(String step, long done, long total, String unit) {}

        @Override
        public void stepFinished(String step, List<Count> counts, Duration took) {}

        @Override
        public void message(String text) {}
    }
}
