package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Withdrawn values are deleted from kept snapshots too, within the job's time limit; everything else stays. */
@Tag("night")
class OlderSnapshotsTest {
    private static final LocalDate FIRST = NIGHT.minusDays(2);

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void twoDays() throws IOException {
        job = new TestingJob(folder);
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file) + "keep-snapshots: 10\nlimits: { withdrawals-within: P2D }\n");
    }

    @Test
    void aWithdrawnValueIsRemovedInTimeAndTheSnapshotStays() {
        languages();
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"));
        job.run(FIRST.plusDays(1));
        job.run(FIRST.plusDays(2));
        assertThat(of(FIRST, "SELECT subject_id, language FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|de", "C-2|fr");

        RunReport report = job.run(FIRST.plusDays(3));

        assertThat(report.steps())
                .anySatisfy(step -> assertThat(step.name()).isEqualTo("apply withdrawals " + runId(FIRST)));
        assertThat(of(FIRST, "SELECT subject_id, language FROM $profiles ORDER BY 1"))
                .containsExactly("C-2|fr");
        assertThat(of(FIRST, "SELECT subject_id FROM $extracts")).containsExactly("C-2");
        assertThat(of(FIRST, "SELECT subject_id, declaration_id, value, fate FROM $declarations ORDER BY 1, 2"))
                .containsExactly("C-1|d1|null|withdrawn", "C-1|w1|null|in_force", "C-2|d2|fr|in_force");
        assertThat(new Warehouse(job.file().warehouse()).chain()).hasSize(4);
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void withdrawingOnePurposeLeavesTheOther() {
        job.declared(
                FIRST,
                declares("d1", "C-1", "language", "de", "personal_offers;service_messages", "2026-11-20T10:00:00Z"));
        job.run(FIRST);
        assertThat(of(FIRST, "SELECT subject_id FROM $extracts")).hasSize(2);
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "language", "personal_offers", "2026-11-21T10:00:00Z"));

        nightsAfter();

        assertThat(of(FIRST, "SELECT language, language__lineage.purposes FROM $profiles"))
                .containsExactly("de|[service_messages]");
        assertThat(of(FIRST, "SELECT subject_id FROM $extracts")).hasSize(1);
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void contactMomentsThatHungOnTheValueGoWithIt() {
        job.declared(
                FIRST,
                declares("d1", "C-1", "preferred_channel", "email", "personal_offers", "2026-11-20T10:00:00Z"),
                declares("d2", "C-1", "purchase_planned_for", "2026-11-25", "personal_offers", "2026-11-20T10:00:00Z"));
        job.run(FIRST);
        assertThat(of(FIRST, "SELECT count(*) FROM $contact_moments")).containsExactly("1");
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "purchase_planned_for", "", "2026-11-21T10:00:00Z"));

        nightsAfter();

        assertThat(of(FIRST, "SELECT count(*) FROM $contact_moments")).containsExactly("0");
        assertThat(of(FIRST, "SELECT preferred_channel, purchase_planned_for FROM $profiles"))
                .containsExactly("email|null");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    /** A delivery may bring a statement and its withdrawal before their time. */
    @Test
    void waitingStatementsAreWithdrawnToo() {
        job.declared(
                FIRST,
                declares("d1", "C-1", "language", "de", "service_messages", "2026-11-21T10:00:00Z"),
                withdraws("w1", "C-1", "language", "", "2026-11-21T11:00:00Z"));
        job.run(FIRST);
        assertThat(of(FIRST, "SELECT declaration_id, value, fate FROM $declarations ORDER BY 1"))
                .containsExactly("d1|de|future", "w1|null|future");

        nightsAfter();

        assertThat(of(FIRST, "SELECT declaration_id, value, fate FROM $declarations ORDER BY 1"))
                .containsExactly("d1|null|withdrawn", "w1|null|in_force");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    /** An opt-out leaves no withdrawal in the log; that the value is gone is enough to know. */
    @Test
    void aProvidedValueThatWentSinceGoesFromOlderSnapshots() {
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\nck1,form_language_de,2026-11-01T00:00:00Z,form\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T00:00:00Z\n");
        job.run(FIRST);
        assertThat(of(FIRST, "SELECT language FROM $profiles")).containsExactly("de");
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\n");

        nightsAfter();

        assertThat(of(FIRST, "SELECT count(*) FROM $profiles")).containsExactly("0");
        assertThat(of(FIRST, "SELECT subject_id, origin, \"values\" FROM $removals"))
                .containsExactly("C-1|provided|1");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void aSnapshotWithoutWithdrawnValuesKeepsItsBytes() {
        languages();

        nightsAfter();

        assertThat(Amendments.of(snapshot(FIRST)).amendments()).isEmpty();
    }

    @Test
    void laterWithdrawalsGoWhenTheirTimeHasCome() {
        languages();
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"));
        nightsAfter();
        job.declared(FIRST.plusDays(4), withdraws("w2", "C-2", "language", "", "2026-11-24T10:00:00Z"));

        job.run(FIRST.plusDays(4));
        job.run(FIRST.plusDays(5));
        assertThat(of(FIRST, "SELECT subject_id FROM $profiles")).containsExactly("C-2");
        job.run(FIRST.plusDays(6));

        assertThat(of(FIRST, "SELECT count(*) FROM $profiles")).containsExactly("0");
        assertThat(of(FIRST, "SELECT count(value) FROM $declarations")).containsExactly("0");
        assertThat(Amendments.of(snapshot(FIRST)).amendments()).hasSize(2);
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void anErasureBeforeAndOneAfterAreKeptApart() {
        languages();
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"));
        TestingErasure.erase(job.file(), "C-2");
        nightsAfter();
        assertThat(TestingErasure.audited(job.file())).isEmpty();

        TestingErasure.erase(job.file(), "C-1");

        assertThat(of(FIRST, "SELECT count(*) FROM $declarations")).containsExactly("0");
        assertThat(Amendments.of(snapshot(FIRST)).amendments())
                .extracting(amendment -> amendment.withdrawn() == null)
                .containsExactly(true, false, true);
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void aRollbackToARecomputedSnapshotHolds() {
        languages();
        job.declared(
                FIRST.plusDays(1),
                withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"),
                declares("d3", "C-3", "language", "nl", "service_messages", "2026-11-21T10:00:00Z"));
        nightsAfter();

        new LocalRollback(Clock.systemUTC(), 2, new NightReportPage())
                .run(job.file(), Optional.of(runId(FIRST)), any -> true, control -> {}, Progress.SILENT);

        assertThat(job.query("SELECT subject_id, language FROM $profiles")).containsExactly("C-2|fr");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void theSameNightAgainDoesWhatAKillLeft() throws IOException {
        languages();
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"));
        job.run(FIRST.plusDays(1));
        Path file = folder.resolve("job.yaml");
        String within = Files.readString(file);
        Files.writeString(file, within.replace("P2D", "P9D"));
        job.run(FIRST.plusDays(3));
        Files.writeString(file, within);

        RunReport report = job.run(FIRST.plusDays(3));

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);
        assertThat(of(FIRST, "SELECT subject_id FROM $profiles")).containsExactly("C-2");
    }

    @Test
    void leavesNothingBehind() throws IOException {
        languages();
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"));

        nightsAfter();

        try (Stream<Path> left = Files.walk(folder.resolve("warehouse"))) {
            assertThat(left.map(Path::toString))
                    .noneMatch(path -> path.contains("withdrawn-") || path.contains(".staging/"));
        }
    }

    /** Nothing else states why a value is missing that was there on that night. */
    @Test
    void anOlderNightIsExplainedWithoutWhatWasRemovedFromIt() {
        languages();
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"));
        nightsAfter();

        Explanation older = new SnapshotExplainer().explain(job.file(), new SubjectId("C-1"), Optional.of(FIRST));
        Explanation current = new SnapshotExplainer().explain(job.file(), new SubjectId("C-1"), Optional.empty());

        assertThat(older.held()).isEmpty();
        assertThat(older.log()).extracting(LogEntry::fate).containsExactly(Fate.IN_FORCE, Fate.WITHDRAWN);
        assertThat(older.withdrawnUntil()).contains(Instant.parse("2026-11-23T23:00:00Z"));
        assertThat(current.withdrawnUntil()).isEmpty();
    }

    @Test
    void aValueWithdrawnUnderAnotherSpellingIsRemovedToo() {
        languages();
        job.declared(FIRST.plusDays(1), withdraws("w1", "c-1", "language", "", "2026-11-21T10:00:00Z"));

        nightsAfter();

        assertThat(of(FIRST, "SELECT subject_id, language FROM $profiles ORDER BY 1"))
                .containsExactly("C-2|fr");
        assertThat(of(FIRST, "SELECT subject_id, declaration_id, value, fate FROM $declarations ORDER BY 1, 2"))
                .containsExactly("C-1|d1|null|withdrawn", "C-2|d2|fr|in_force", "c-1|w1|null|in_force");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void aSnapshotComesToKnowNobodyItDidNotKnow() {
        languages();
        job.declared(
                FIRST.plusDays(1),
                withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"),
                declares("d3", "C-3", "language", "nl", "service_messages", "2026-11-21T10:00:00Z"),
                withdraws("w3", "C-3", "language", "", "2026-11-21T11:00:00Z"));

        nightsAfter();

        assertThat(of(FIRST, "SELECT declaration_id FROM $declarations ORDER BY 1"))
                .containsExactly("d1", "d2", "w1");
    }

    /** A disk that fails, or a kill, before the files change places. */
    @Test
    void aFailureLeavesTheSnapshotAsItWasAndTheNextRunGoesOn() throws IOException {
        languages();
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"));
        job.run(FIRST.plusDays(1));
        job.run(FIRST.plusDays(2));
        Path place = folder.resolve("warehouse/.staging/replacing-" + runId(FIRST));

        assertThatThrownBy(() -> job.run(FIRST.plusDays(3), new InTheWay(place)))
                .isInstanceOf(Failure.class);

        assertThat(of(FIRST, "SELECT subject_id FROM $profiles ORDER BY 1")).containsExactly("C-1", "C-2");
        Files.delete(place);
        job.run(FIRST.plusDays(3));
        assertThat(of(FIRST, "SELECT subject_id FROM $profiles")).containsExactly("C-2");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void aForgedAmendmentIsFound() {
        firstSnapshotRecomputed();
        Amendment real = amendment();

        write(with(
                real,
                new Amendment.LaterWithdrawals(
                        real.withdrawn().runId(),
                        real.withdrawn().businessDate(),
                        real.withdrawn().withdrawalsUntil().plusSeconds(1),
                        real.withdrawn().measure(),
                        real.withdrawn().balance())));

        assertThat(TestingErasure.audited(job.file())).anyMatch(finding -> finding.contains("seal"));
    }

    /** Whoever has the key cannot make a snapshot hold fewer people than its amendment counted. */
    @Test
    void anAmendmentThatMeasuresOtherProfilesIsFound() {
        firstSnapshotRecomputed();
        Amendment real = amendment();
        Retirement.Entry measure = real.withdrawn().measure();
        Retirement.Entry more = new Retirement.Entry(
                measure.businessDate(),
                measure.runId(),
                measure.policyVersion(),
                measure.profiles() + 1,
                measure.subjectsOnProvided(),
                measure.attributes(),
                measure.sources(),
                measure.supplies(),
                measure.segments());
        Amendment other = with(
                real,
                new Amendment.LaterWithdrawals(
                        real.withdrawn().runId(),
                        real.withdrawn().businessDate(),
                        real.withdrawn().withdrawalsUntil(),
                        more,
                        real.withdrawn().balance()));

        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            write(other.sealedWith(
                    control.tombstones().seal(other.sealedWith("").sealedText())));
        }

        assertThat(TestingErasure.audited(job.file()))
                .hasSize(2)
                .anySatisfy(finding -> assertThat(finding).contains(Amendment.FILE + ": it is not what was signed"))
                .anySatisfy(
                        finding -> assertThat(finding).contains(Amendment.FILE).contains("profiles"));
    }

    /** Seals of amendments that were written before there were others than erasures hold still. */
    @Test
    void anAmendmentOfAnErasureIsWrittenAsBefore() {
        languages();

        TestingErasure.erase(job.file(), "C-1");

        assertThat(amendment().sealedText()).doesNotContain("takenBack").doesNotContain("withdrawn");
    }

    private void firstSnapshotRecomputed() {
        languages();
        job.declared(FIRST.plusDays(1), withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"));
        nightsAfter();
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    private Amendment amendment() {
        return Amendments.of(snapshot(FIRST)).amendments().get(0);
    }

    private static Amendment with(Amendment real, Amendment.LaterWithdrawals withdrawn) {
        return new Amendment(
                real.erasures(),
                real.at(),
                real.follows(),
                real.files(),
                real.datasets(),
                withdrawn,
                real.key(),
                real.seal());
    }

    private void write(Amendment amendment) {
        Location file = snapshot(FIRST).resolve(Amendment.FILE);
        Storage.of(file).replaceAtomically(file, ManifestFile.bytes(new Amendments(List.of(amendment))));
    }

    /** Creates a file at the location where the snapshot will be assembled. */
    private record InTheWay(Path place) implements Progress {
        @Override
        public void stepStarted(String step) {
            if (step.startsWith("apply withdrawals")) {
                try {
                    Files.createDirectories(place.getParent());
                    Files.writeString(place, "");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void advanced(String step, long done, long total, String unit) {}

        @Override
        public void stepFinished(String step, List<Count> counts, Duration took) {}

        @Override
        public void message(String text) {}
    }

    private void languages() {
        job.declared(
                FIRST,
                declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                declares("d2", "C-2", "language", "fr", "service_messages", "2026-11-20T10:00:00Z"));
        job.run(FIRST);
    }

    /** Until the first snapshot is due. */
    private void nightsAfter() {
        for (int day = 1; day <= 3; day++) {
            job.run(FIRST.plusDays(day));
        }
    }

    private String runId(LocalDate date) {
        return new Warehouse(job.file().warehouse())
                .chain().stream()
                        .filter(runId -> runId.startsWith(date.toString()))
                        .reduce((newer, older) -> older)
                        .orElseThrow();
    }

    private Location snapshot(LocalDate date) {
        return new Warehouse(job.file().warehouse()).snapshot(runId(date));
    }

    private List<String> of(LocalDate date, String sql) {
        return job.queryOf(runId(date), sql);
    }
}
