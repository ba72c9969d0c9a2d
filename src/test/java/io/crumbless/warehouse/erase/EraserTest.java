package io.crumbless.warehouse.erase;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.rewrite.RowRemoval;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.EarlierLayout;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is erased is in no snapshot any more; everybody else, the chain and the audit are as before. */
@Tag("night")
class EraserTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    /** Two nights of four people; one of them spelt in two ways. */
    private TestingJob published() {
        job = new TestingJob(folder);
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\nck1,x_score,2026-11-01T00:00:00Z,model_v2\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-2,login,2026-10-01T00:00:00Z\n")
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("d2", "C-2", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("d3", "C-3", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("bad", "C-2", "no_such_attribute", "1", "service_messages", "2026-11-20T10:00:00Z"));
        job.run(NIGHT.minusDays(1));
        job.declared(
                NIGHT,
                declares("d4", "c-2", "language", "en", "service_messages", "2026-11-22T10:00:00Z"),
                declares("d5", "C-4", "language", "en", "service_messages", "2026-11-22T10:00:00Z"));
        job.run();
        return job;
    }

    @Test
    void takesAPersonOutOfEverySnapshotAndEveryDataset() throws IOException {
        published();
        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-1", "C-2", "C-3", "C-4", "c-2");

        Receipt receipt = TestingErasure.erase(job.file(), "C-2");

        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-1", "C-3", "C-4");
        assertThat(receipt.people()).extracting(Receipt.Person::outcome).containsExactly(Receipt.Outcome.ERASED);
        assertThat(receipt.snapshots()).hasSize(2);
        assertThat(receipt.snapshots())
                .flatExtracting(Receipt.Snapshot::files)
                .extracting(change -> ((Amendment.Change) change).dataset())
                .contains("profiles", "declarations", "removals", "refusals", "extracts/service_messages");
        assertThat(receipt.verification().found()).isZero();
        assertThat(receipt.verification().subjectIds()).isPositive();
        assertThat(TestingErasure.filesWith(folder.resolve("control"), "C-2")).isEmpty();
        assertThat(TestingErasure.audited(job.file())).isEmpty();
        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-1", "C-3", "C-4");
    }

    @Test
    void takesAPersonOutOfASnapshotOfAVersionThatNamedNoSourcesOfLists() throws IOException {
        published();
        Path profiles = job.warehouse().resolve("current/profiles/part-00000.parquet");
        SortedMap<Integer, int[]> first = new TreeMap<>(Map.of(0, new int[] {0}));
        new EarlierLayout(PolicyFolder.read(Path.of("jobs/policy"))).replace(profiles);

        RowRemoval.without(Location.of(profiles), Location.of(folder.resolve("erased.parquet")), first);

        ParquetTable erased = ParquetTable.open(Location.of(folder.resolve("erased.parquet")));
        assertThat(erased.fields())
                .isEqualTo(ParquetTable.open(Location.of(profiles)).fields());
        assertThat(erased.rows()).isEqualTo(4);
    }

    @Test
    void theSourcesOfAListGoWithThePerson() throws IOException {
        job = new TestingJob(folder)
                .also("survey")
                .declared(
                        "survey",
                        NIGHT,
                        declares("1", "C-1", "planned_purchases", "cot", "personal_offers", "2026-11-20T10:00:00Z"))
                .declared(
                        NIGHT,
                        declares("1", "C-1", "planned_purchases", "pram", "personal_offers", "2026-11-21T10:00:00Z"),
                        declares("2", "C-2", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        job.run();
        String sources = "SELECT subject_id, planned_purchases__lineage.accumulated_from,"
                + " planned_purchases__lineage.accumulated_sources FROM $profiles";
        assertThat(job.query(sources)).containsExactly("C-1|[1]|[survey]", "C-2|null|null");

        TestingErasure.erase(job.file(), "C-1");

        assertThat(job.query(sources)).containsExactly("C-2|null|null");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void whoWasNotThereIsSaidToBeNobody() throws IOException {
        published();

        Receipt receipt = TestingErasure.erase(job.file(), "C-99", "C-1");

        assertThat(receipt.people())
                .extracting(Receipt.Person::outcome)
                .containsExactly(Receipt.Outcome.FOUND_NOBODY, Receipt.Outcome.ERASED);
    }

    @Test
    void anotherSpellingDoesNotComeBack() throws IOException {
        published();
        TestingErasure.erase(job.file(), "C-2");
        job.declared(
                NIGHT.plusDays(1),
                declares("d6", " c-2 ", "language", "de", "service_messages", "2026-11-23T10:00:00Z"),
                declares("d7", "C-2", "language", "de", "service_messages", "2026-11-23T10:00:00Z"),
                declares("d8", "C-5", "language", "de", "service_messages", "2026-11-23T10:00:00Z"));

        job.run(NIGHT.plusDays(1));

        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-1", "C-3", "C-4", "C-5");
    }

    @Test
    void theSameNightIsStillRecognised() {
        published();
        TestingErasure.erase(job.file(), "C-2");

        assertThat(job.run().outcome()).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);
    }

    @Test
    void aNightsRequestsReachOlderSnapshots() throws IOException {
        published();
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1,2026-11-23T08:00:00Z,art17\n");

        job.run(NIGHT.plusDays(1));

        assertThat(new Warehouse(job.file().warehouse()).chain()).hasSize(3);
        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-2", "C-3", "C-4", "c-2");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void aSnapshotPutBackFromACopyIsCleanedByTheNextNight() throws IOException {
        published();
        String current = new Warehouse(job.file().warehouse()).current().orElseThrow();
        Path snapshot = job.warehouse().resolve("snapshots").resolve(current);
        Path copy = folder.resolve("copy");
        Warehouse warehouse = new Warehouse(job.file().warehouse());
        warehouse.mirror(Location.of(snapshot), Location.of(copy), file -> true);
        TestingErasure.erase(job.file(), "C-2");
        Storage.of(Location.of(snapshot)).deleteRecursively(Location.of(snapshot));
        warehouse.mirror(Location.of(copy), Location.of(snapshot), file -> true);
        assertThat(TestingErasure.subjects(job.warehouse())).contains("C-2");
        assertThat(TestingErasure.audited(job.file())).isNotEmpty();

        job.run();

        assertThat(TestingErasure.subjects(job.warehouse())).doesNotContain("C-2", "c-2");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void aChangedByteAfterAnErasureIsFound() throws IOException {
        published();
        Receipt receipt = TestingErasure.erase(job.file(), "C-2");
        Receipt.Snapshot snapshot = receipt.snapshots().get(1);
        Path file = job.warehouse()
                .resolve("snapshots")
                .resolve(snapshot.name())
                .resolve(snapshot.files().get(0).file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThat(TestingErasure.audited(job.file()))
                .anyMatch(finding -> finding.contains(snapshot.files().get(0).file()));
    }

    @Test
    void aForgedAmendmentIsFound() throws IOException {
        published();
        Receipt receipt = TestingErasure.erase(job.file(), "C-2");
        Location snapshot = Location.of(job.warehouse()
                .resolve("snapshots")
                .resolve(receipt.snapshots().get(1).name()));
        Amendment real = Amendments.of(snapshot).amendments().get(0);
        Amendment forged = new Amendment(
                List.of("erase-by-nobody"),
                real.at(),
                real.follows(),
                real.files(),
                real.datasets(),
                null,
                real.key(),
                real.seal());
        Storage.of(snapshot)
                .replaceAtomically(
                        snapshot.resolve(Amendment.FILE), ManifestFile.bytes(new Amendments(List.of(forged))));

        assertThat(TestingErasure.audited(job.file())).anyMatch(finding -> finding.contains("seal"));
    }

    @Test
    void anAmendmentTakenAwayIsFound() throws IOException {
        published();
        Receipt receipt = TestingErasure.erase(job.file(), "C-2");
        Files.delete(job.warehouse()
                .resolve("snapshots")
                .resolve(receipt.snapshots().get(1).name())
                .resolve(Amendment.FILE));

        assertThat(TestingErasure.audited(job.file())).anyMatch(finding -> finding.contains("profiles/part-00000"));
    }

    @Test
    void aFileThatIsNotWhatWasPublishedStopsItBeforeAnythingIsChanged() throws IOException {
        published();
        List<String> chain = new Warehouse(job.file().warehouse()).chain();
        Path old = job.warehouse().resolve("snapshots").resolve(chain.get(1)).resolve("profiles/part-00000.parquet");
        byte[] bytes = Files.readAllBytes(old);
        bytes[40] ^= 1;
        Files.write(old, bytes);

        assertThatThrownBy(() -> TestingErasure.erase(job.file(), "C-2"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("profiles/part-00000.parquet")
                .hasMessageContaining("nothing was changed");
        assertThat(job.query("SELECT subject_id FROM $profiles")).contains("C-2");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.tombstones().contains(new SubjectId("C-2"))).isFalse();
        }
    }

    /** By then the rows are gone, so it must not say that nothing was changed. */
    @Test
    void aFileThatCannotBeReadInTheLastLookStopsItAndTheNextGoesOn() throws IOException {
        published();
        Path[] damaged = new Path[1];
        byte[][] whole = new byte[1][];
        Eraser.Watcher damage = what -> {
            if (what.equals("verify") && damaged[0] == null) {
                damaged[0] = job.warehouse().resolve("current/profiles/part-00000.parquet");
                whole[0] = cutShort(damaged[0]);
            }
        };

        assertThatThrownBy(() -> TestingErasure.with(
                        job.file(),
                        damage,
                        eraser -> eraser.erase(
                                eraser.look(TestingErasure.requests(TestingErasure.ASKED, "C-1")),
                                new Eraser.Asked("tester", Optional.empty()))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the erasure is recorded, and the next command continues it");

        Files.write(damaged[0], whole[0]);
        TestingErasure.with(job.file(), eraser -> "settled");
        assertThat(TestingErasure.subjects(job.warehouse())).doesNotContain("C-1");
        assertThat(receipts()).hasSize(1);
    }

    /** Without their signatures, which lie beside them. */
    private List<Path> receipts() throws IOException {
        try (var files = Files.list(folder.resolve("control/erasures"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static byte[] cutShort(Path file) {
        try {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void unfinishedWorkGoesToo() throws IOException {
        published();
        Path spill = job.file().spill().resolve("2026-11-23-000000000000/spill/admit-1.spill");
        Files.createDirectories(spill.getParent());
        Files.writeString(spill, "C-2 said");
        Path staged = job.warehouse().resolve(".staging/intake-2026-11-23/preferences.parquet");
        Files.createDirectories(staged.getParent());
        Files.writeString(staged, "C-2 said");

        Receipt receipt = TestingErasure.erase(job.file(), "C-2");

        assertThat(receipt.leftovers()).hasSize(2);
        assertThat(TestingErasure.filesWith(folder.resolve("warehouse"), "C-2 said"))
                .isEmpty();
    }

    /** Another job file of the same warehouse may have a different spill folder, with files of a killed night. */
    @Test
    void unfinishedWorkOfAnotherJobGoesToo() throws IOException {
        published();
        JobFile own = job.file();
        JobFile other = own.into(own.warehouse(), own.control(), folder.resolve("scratch/crumbless-other"));
        JobFile elsewhere = own.into(
                Location.of(folder.resolve("second")), own.control(), folder.resolve("scratch/crumbless-elsewhere"));
        for (JobFile each : List.of(other, elsewhere)) {
            new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                    .run(each, NIGHT.plusDays(1), RunOptions.DEFAULTS, Progress.SILENT);
            Path spill = each.spill().resolve("2026-11-24-000000000000/spill/admit-1.spill");
            Files.createDirectories(spill.getParent());
            Files.writeString(spill, "C-2 said");
        }

        Receipt receipt = TestingErasure.erase(own, "C-2");

        assertThat(receipt.leftovers()).singleElement().asString().endsWith("crumbless-other/2026-11-24-000000000000");
        assertThat(TestingErasure.filesWith(other.spill(), "C-2 said")).isEmpty();
        // Nobody has asked to be erased from the warehouse that this one works for.
        assertThat(TestingErasure.filesWith(elsewhere.spill(), "C-2 said")).hasSize(1);
    }

    @Test
    void readersSeeTheOldFilesOrTheNewNeverAMix() throws Exception {
        published();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread reader = new Thread(() -> watch(done, seen), "reader");
        reader.start();

        TestingErasure.erase(job.file(), "C-2");
        TestingErasure.erase(job.file(), "C-1", "C-3");
        done.set(true);
        reader.join();

        assertThat(seen.get()).isNull();
        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-4");
    }

    /** Reads through the link, as anybody would: every file is there at every moment, and all are of one state. */
    private void watch(AtomicBoolean done, AtomicReference<Throwable> seen) {
        Path current = job.warehouse().resolve("current");
        try {
            while (!done.get()) {
                String before = Amendments.state(Location.of(current));
                Manifest manifest = Warehouse.manifest(Location.of(current));
                List<Long> sizes = new ArrayList<>();
                for (Manifest.Output output : manifest.outputs()) {
                    sizes.add(Files.size(current.resolve(output.file())));
                }
                if (Amendments.state(Location.of(current)).equals(before)) {
                    assertThat(sizes)
                            .isEqualTo(manifest.outputs().stream()
                                    .map(Manifest.Output::bytes)
                                    .toList());
                }
            }
        } catch (Throwable failure) {
            seen.set(failure);
        }
    }

    @Test
    void aKillBetweenTwoSnapshotsIsCarriedToItsEnd() throws IOException {
        published();
        List<String> steps = new ArrayList<>();
        assertThatThrownBy(() -> TestingErasure.with(
                        job.file(),
                        what -> {
                            steps.add(what);
                            if (steps.stream()
                                            .filter(step -> step.startsWith("rewrite"))
                                            .count()
                                    == 2) {
                                throw new IllegalStateException("killed");
                            }
                        },
                        eraser -> eraser.erase(
                                eraser.look(TestingErasure.requests(TestingErasure.ASKED, "C-2")),
                                new Eraser.Asked("tester", Optional.of("case 7")))))
                .hasMessage("killed");
        assertThat(TestingErasure.subjects(job.warehouse())).contains("C-2");

        TestingErasure.with(job.file(), eraser -> "settled");

        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-1", "C-3", "C-4");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.erasures().unfinished(job.file().warehouse().text()))
                    .isEmpty();
        }
        Receipt receipt = ManifestFile.read(Location.of(receipts().get(0)), Receipt.class);
        assertThat(receipt.resumed()).isTrue();
        assertThat(receipt.reason()).isEqualTo("case 7");
        assertThat(receipt.snapshots()).hasSize(2);
    }

    /** A killed erasure whose last look finds somebody stops, and leaves what a night that was killed may go on with. */
    @Test
    void unfinishedWorkStaysWhereAKilledErasureCannotEnd() throws IOException {
        published();
        killAtFirstRewrite("C-2");
        Path staged = job.warehouse().resolve(".staging/2026-11-23-000000000000/snapshot/_SUCCESS");
        Files.createDirectories(staged.getParent());
        Files.writeString(staged, "");
        Warehouse warehouse = new Warehouse(job.file().warehouse());
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            Instant last = control.tombstones().all().lastNotedAt().orElseThrow();
            for (Location snapshot : warehouse.snapshots()) {
                control.erasures().markClean(snapshot.name(), Amendments.state(snapshot), last);
            }
        }

        assertThatThrownBy(() -> TestingErasure.with(job.file(), eraser -> "settled"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot vouch for erasure ");

        assertThat(staged).exists();
    }

    /** A receipt must list what went from the warehouse it was asked for. */
    @Test
    void aKilledErasureIsNotEndedByAnotherWarehouse() throws IOException {
        published();
        killAtFirstRewrite("C-2");
        job.write(
                "sibling.yaml",
                Files.readString(folder.resolve("job.yaml")).replace("warehouse: warehouse", "warehouse: sibling"));
        JobFile sibling = JobFile.read(folder.resolve("sibling.yaml"));
        assertThat(sibling.control()).isEqualTo(job.file().control());

        TestingErasure.with(sibling, eraser -> "settled");

        assertThat(folder.resolve("control/erasures")).doesNotExist();
        assertThat(TestingErasure.subjects(job.warehouse())).contains("C-2");

        TestingErasure.with(job.file(), eraser -> "settled");

        Receipt receipt = ManifestFile.read(Location.of(receipts().get(0)), Receipt.class);
        assertThat(receipt.snapshots()).hasSize(2);
        assertThat(receipt.rows()).isPositive();
        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-1", "C-3", "C-4");
    }

    /** The people go with the first use at the new place; the receipt comes as docs/how-to/erase.md says. */
    @Test
    void aWarehouseThatWasMovedEndsItsErasureThroughALinkAtTheOldPlace() throws IOException {
        published();
        killAtFirstRewrite("C-2");
        Files.move(job.warehouse(), folder.resolve("moved"));
        job.write(
                "moved.yaml",
                Files.readString(folder.resolve("job.yaml")).replace("warehouse: warehouse", "warehouse: moved"));

        TestingErasure.with(JobFile.read(folder.resolve("moved.yaml")), eraser -> "settled");

        assertThat(TestingErasure.subjects(folder.resolve("moved"))).containsExactly("C-1", "C-3", "C-4");
        assertThat(folder.resolve("control/erasures")).doesNotExist();

        Files.createSymbolicLink(job.warehouse(), folder.resolve("moved"));
        TestingErasure.with(job.file(), eraser -> "settled");

        Receipt receipt = ManifestFile.read(Location.of(receipts().get(0)), Receipt.class);
        assertThat(receipt.resumed()).isTrue();
        assertThat(receipt.snapshots()).hasSize(2);
        assertThat(receipt.rows()).isPositive();
    }

    /** Erased are C-3 by a clock that was a day ahead, then C-1 by a night and C-2 by an erasure that was killed. */
    @Test
    void nobodyIsMissedAfterTheClockWasSetBack() throws IOException {
        published();
        TestingErasure.with(
                job.file(),
                Clock.offset(Clock.systemUTC(), Duration.ofDays(1)),
                Eraser.Watcher.SILENT,
                eraser -> eraser.erase(
                        eraser.look(TestingErasure.requests(TestingErasure.ASKED, "C-3")),
                        new Eraser.Asked("tester", Optional.empty())));
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1,2026-11-23T08:00:00Z,art17\n");

        job.run(NIGHT.plusDays(1));

        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-2", "C-4", "c-2");
        killAtFirstRewrite("C-2");

        TestingErasure.with(job.file(), eraser -> "settled");

        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-4");
    }

    /** Another job with the same control database erases C-1; the night, which had read who is erased before, erases C-3. */
    @Test
    void whoIsErasedWhileTheNightRunsIsNotInWhatItPublishes() throws IOException {
        published();
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-3,2026-11-23T08:00:00Z,art17\n");

        job.run(NIGHT.plusDays(1), TestingProgress.atStartOf("publish", () -> {
            try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
                control.erasures()
                        .begin(
                                "erase-elsewhere",
                                "/elsewhere",
                                new ErasureLedger.Begun(Instant.now(), "tester", Optional.empty()),
                                control.tombstones(),
                                List.of(new Tombstones.Erasure(new SubjectId("C-1"), TestingErasure.ASKED, "art17")));
            }
        }));

        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-2", "C-4", "c-2");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
        assertThat(job.run(NIGHT.plusDays(1)).outcome()).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);
    }

    private void killAtFirstRewrite(String subject) {
        assertThatThrownBy(() -> TestingErasure.with(
                        job.file(),
                        what -> {
                            if (what.startsWith("rewrite")) {
                                throw new IllegalStateException("killed");
                            }
                        },
                        eraser -> eraser.erase(
                                eraser.look(TestingErasure.requests(TestingErasure.ASKED, subject)),
                                new Eraser.Asked("tester", Optional.empty()))))
                .hasMessage("killed");
    }

    @Test
    void aReadmittedPersonIsAdmittedFromThenOn() {
        published();
        TestingErasure.erase(job.file(), "C-2");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            boolean known = control.tombstones()
                    .readmit(
                            new SubjectId("C-2"),
                            Instant.parse("2026-11-23T09:00:00Z"),
                            "tester",
                            "asked in the store");
            assertThat(known).isTrue();
        }
        job.declared(
                NIGHT.plusDays(1),
                declares("d6", "C-2", "language", "fr", "service_messages", "2026-11-23T08:59:59Z"),
                declares("d7", "C-2", "language", "nl", "service_messages", "2026-11-23T09:00:01Z"));

        job.run(NIGHT.plusDays(1));

        assertThat(job.query("SELECT declaration_id FROM $declarations WHERE subject_id ILIKE 'C-2'"))
                .containsExactly("d7");
        assertThat(job.query("SELECT language FROM $profiles WHERE subject_id = 'C-2'"))
                .containsExactly("nl");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    @Test
    void aNewKeyStillKnowsThoseErasedUnderTheOldOne() throws IOException {
        published();
        TestingErasure.erase(job.file(), "C-2");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.rotateErasureKey().keyFingerprints()).hasSize(2);
            assertThat(control.tombstones().contains(new SubjectId("c-2"))).isTrue();
        }
        TestingErasure.erase(job.file(), "C-3");
        job.declared(
                NIGHT.plusDays(1), declares("d7", "C-2", "language", "nl", "service_messages", "2026-11-23T09:00:01Z"));

        job.run(NIGHT.plusDays(1));

        assertThat(TestingErasure.subjects(job.warehouse())).containsExactly("C-1", "C-4");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }
}
