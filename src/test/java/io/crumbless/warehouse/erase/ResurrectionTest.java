package io.crumbless.warehouse.erase;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.local.LocalRollback;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.Progress;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 6: whatever is delivered late or again, run again, rolled back or put back from a copy, and however an id is spelt,
 * nobody erased returns to any snapshot, and nothing withdrawn to the current one, nor, where a day is all that is left for
 * it, to older ones; and nobody else is lost.
 */
@Tag("night")
class ResurrectionTest {
    private static final int SEQUENCES = 8;
    private static final int OPERATIONS = 65;
    private static final int PEOPLE = 9;

    @TempDir
    private Path folder;

    @Test
    void nobodyReturns() throws IOException {
        Map<String, Integer> done = new TreeMap<>();
        for (int seed = 0; seed < SEQUENCES; seed++) {
            new Sequence(folder.resolve("shop-" + seed), seed, done).run();
        }
        assertThat(done.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(500);
        assertThat(done.keySet())
                .contains(
                        "deliver",
                        "deliver late",
                        "deliver again",
                        "night",
                        "same night again",
                        "old night again",
                        "erase",
                        "erase by night",
                        "roll back",
                        "take a copy",
                        "put back a copy",
                        "put a copy beside",
                        "re-admitted",
                        "withdraw");
    }

    /** One shop, what was done to it, and the simple model of who must not be there. */
    private static final class Sequence {
        private final Path shop;
        private final Random random;
        private final Map<String, Integer> done;
        private final TestingJob job;
        private final Warehouse warehouse;
        private final Map<LocalDate, List<String>> deliveries = new TreeMap<>();
        private final List<String> everything = new ArrayList<>();
        private final List<String> log = new ArrayList<>();

        /** The model: people by key. */
        private final Set<String> erased = new HashSet<>();

        /** Re-admitted: earlier statements must not be present. */
        private final Map<String, Instant> readmittedAt = new HashMap<>();

        private final Set<String> everErased = new HashSet<>();
        private final Set<String> withdrawn = new HashSet<>();
        private final Map<String, LocalDate> firstDelivered = new HashMap<>();
        private final List<String> erasureLines = new ArrayList<>();

        private LocalDate date = NIGHT;
        private final boolean withinADay;
        private boolean copyPending;
        private int statements;

        Sequence(Path shop, long seed, Map<String, Integer> done) throws IOException {
            this.shop = shop;
            this.random = new Random(seed);
            this.withinADay = seed % 2 == 1;
            this.done = done;
            this.job = new TestingJob(shop);
            job.write(
                    "job.yaml",
                    Files.readString(shop.resolve("job.yaml"))
                                    .replace(
                                            "erasures:\n",
                                            "  - name: prefs\n    path: prefs.csv\n    delivers: snapshot\nerasures:\n")
                            + (withinADay ? "keep-snapshots: 5\nlimits: { withdrawals-within: P1D }\n" : ""));
            this.warehouse = new Warehouse(job.file().warehouse());
        }

        void run() throws IOException {
            deliver();
            night();
            for (int i = 0; i < OPERATIONS; i++) {
                try {
                    operate(random.nextInt(100));
                } catch (AssertionError | RuntimeException | IOException failure) {
                    throw new AssertionError("after " + log, failure);
                }
            }
            night();
        }

        private void operate(int choice) throws IOException {
            if (choice < 20) {
                act("deliver", this::deliver);
            } else if (choice < 32) {
                act("deliver late", this::deliverLate);
            } else if (choice < 43) {
                act("deliver again", this::deliverAgain);
            } else if (choice < 51) {
                act("withdraw", this::withdraw);
            } else if (choice < 58) {
                act("take a copy", this::copy);
            } else if (choice < 63) {
                act("put back a copy", this::restore);
            } else if (choice < 67) {
                act("put a copy beside", this::restoreBeside);
            } else if (choice < 70) {
                act("re-admitted", this::readmit);
            } else if (choice < 73) {
                act("old night again", this::oldNight);
            } else if (choice < 77) {
                act("erase by night", this::eraseByNight);
            } else if (choice < 80) {
                act("same night again", this::sameNight);
            } else if (choice < 88) {
                act("night", this::night);
            } else if (choice < 95) {
                act("erase", this::erase);
            } else {
                act("roll back", this::rollBack);
            }
        }

        private interface Deed {
            void run() throws IOException;
        }

        private void act(String name, Deed deed) throws IOException {
            log.add(name);
            deed.run();
            done.merge(name, 1, Integer::sum);
        }

        private String person() {
            return "C-" + (100 + random.nextInt(PEOPLE));
        }

        private String spelling(String person) {
            return switch (random.nextInt(4)) {
                case 0 -> person.toLowerCase(Locale.ROOT);
                case 1 -> "\" " + person + "  \"";
                case 2 -> "\"\t" + person.toLowerCase(Locale.ROOT) + "\"";
                default -> person;
            };
        }

        private String statement(String person, LocalDate day) {
            return declares(
                    "d" + statements++, spelling(person), "language", "de", "service_messages", day + "T06:00:00Z");
        }

        private void add(LocalDate day, String line) {
            deliveries.computeIfAbsent(day, any -> new ArrayList<>()).add(line);
            job.declared(day, deliveries.get(day).toArray(String[]::new));
        }

        private void deliver() {
            for (int i = random.nextInt(3) + 1; i > 0; i--) {
                String person = person();
                add(date, statement(person, date));
                firstDelivered.putIfAbsent(key(person), date);
            }
            if (random.nextBoolean()) {
                String person = person();
                everything.add(statement(person, date));
                firstDelivered.putIfAbsent(key(person), date);
            }
            prefs();
        }

        /** All records of the preference centre, every night. */
        private void prefs() {
            job.write("prefs.csv", header() + String.join("\n", everything) + (everything.isEmpty() ? "" : "\n"));
        }

        private String header() {
            return "declaration_id,subject_id,action,attribute,value,purposes,notice_id,notice_version,notice_language,"
                    + "channel,elicitation,declared_by,recorded_by,confirmed,declared_at,valid_until,jurisdiction,"
                    + "legal_basis,evidence_ref\n";
        }

        private void deliverLate() {
            LocalDate old = date.minusDays(random.nextInt(4) + 1);
            String person = person();
            add(old, statement(person, old));
            firstDelivered.putIfAbsent(key(person), date);
        }

        private void deliverAgain() {
            List<LocalDate> days = List.copyOf(deliveries.keySet());
            LocalDate day = days.get(random.nextInt(days.size()));
            List<String> lines = deliveries.get(day);
            Collections.shuffle(lines, random);
            job.declared(day, lines.toArray(String[]::new));
            Collections.shuffle(everything, random);
            prefs();
        }

        private void withdraw() {
            String person = person();
            add(date, withdraws("w" + statements++, person, "language", "", date + "T20:00:00Z"));
            // Once withdrawn the person says no more: what comes later is of before.
            withdrawn.add(person + " " + date);
        }

        private void copy() {
            List<Location> snapshots = warehouse.snapshots();
            Location one = snapshots.get(random.nextInt(snapshots.size()));
            Location copy = Location.of(shop.resolve("copies").resolve(one.name()));
            warehouse.storage().deleteRecursively(copy);
            warehouse.mirror(one, copy, file -> true);
        }

        private List<Location> copies() {
            Location copies = Location.of(shop.resolve("copies"));
            return Storage.of(copies).exists(copies)
                    ? Storage.of(copies).list(copies).stream()
                            .map(entry -> entry.location())
                            .toList()
                    : List.of();
        }

        private void restore() {
            for (Location copy : copies()) {
                Location place = warehouse.snapshot(copy.name());
                warehouse.storage().deleteRecursively(place);
                warehouse.mirror(copy, place, file -> true);
                copyPending = true;
            }
        }

        private void restoreBeside() {
            for (Location copy : copies()) {
                Location place = warehouse.snapshot(copy.name() + ".bak");
                warehouse.storage().deleteRecursively(place);
                warehouse.mirror(copy, place, file -> true);
                copyPending = true;
            }
        }

        private void eraseByNight() throws IOException {
            String person = person();
            erasureLines.add(spelling(person) + "," + date + "T07:00:00Z,art17");
            job.write("erasures.csv", "subject_id,requested_at,reason\n" + String.join("\n", erasureLines) + "\n");
            noteErased(person);
            night();
        }

        private void noteErased(String person) {
            erased.add(key(person));
            readmittedAt.remove(key(person));
            everErased.add(key(person));
        }

        private void readmit() {
            if (erased.isEmpty()) {
                return;
            }
            String key = new TreeSet<>(erased).first();
            Instant at = Instant.parse(date + "T05:00:00Z");
            try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
                assertThat(control.tombstones().readmit(new SubjectId(key), at, "t", "t"))
                        .isTrue();
            }
            erased.remove(key);
            readmittedAt.put(key, at);
        }

        private void oldNight() {
            assertThatThrownBy(() -> job.run(date.minusDays(3)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("is published already");
        }

        private void sameNight() throws IOException {
            job.run(current().businessDate());
            copyPending = false;
            check();
            checkOlder();
        }

        private void night() throws IOException {
            job.run(date);
            date = date.plusDays(1);
            copyPending = false;
            check();
            checkOlder();
            Set<String> there = keys(warehouse.snapshot(current().runId()), "declarations");
            firstDelivered.forEach((key, day) -> {
                if (!everErased.contains(key) && day.isBefore(date)) {
                    assertThat(there).as("people delivered and not erased").contains(key);
                }
            });
        }

        private void erase() throws IOException {
            String person = person();
            String asked = random.nextBoolean() ? person : person.toLowerCase(Locale.ROOT);
            TestingErasure.erase(job.file(), Instant.parse(date + "T08:00:00Z"), asked);
            noteErased(person);
            copyPending = false;
            check();
        }

        private void rollBack() throws IOException {
            List<String> chain = warehouse.chain();
            if (chain.size() < 2) {
                return;
            }
            String to = chain.get(1 + random.nextInt(chain.size() - 1));
            new LocalRollback(Clock.systemUTC(), 2, new NightReportPage())
                    .run(job.file(), Optional.of(to), any -> true, control -> {}, Progress.SILENT);
            copyPending = false;
            check();
            checkOlder();
        }

        private Manifest current() {
            return warehouse.manifest(warehouse.current().orElseThrow());
        }

        private static String key(String person) {
            return new SubjectId(person).key();
        }

        /** The promise. */
        private void check() throws IOException {
            if (copyPending) {
                return;
            }
            for (Location snapshot : warehouse.snapshots()) {
                for (Manifest.Output output : Warehouse.manifest(snapshot).outputs()) {
                    Set<String> keys = keys(snapshot.resolve(output.file()));
                    keys.retainAll(erased);
                    assertThat(keys)
                            .as("erased people in " + snapshot.name() + "/" + output.file())
                            .isEmpty();
                }
            }
            checkHeardFrom();
            checkWithdrawn(current().runId(), date);
        }

        private void checkHeardFrom() {
            for (Location snapshot : warehouse.snapshots()) {
                for (Manifest.Output output : Warehouse.manifest(snapshot).outputs()) {
                    if (output.dataset().equals("declarations")) {
                        Map<String, Long> declaredAt = new HashMap<>();
                        readDeclaredAt(snapshot.resolve(output.file()), "declared_at", Sequence::key, declaredAt);
                        readmittedAt.forEach((key, from) -> {
                            if (declaredAt.containsKey(key)) {
                                assertThat(Instant.ofEpochSecond(declaredAt.get(key) / 1_000_000))
                                        .as("first statement of a person re-admitted")
                                        .isAfterOrEqualTo(from);
                            }
                        });
                    }
                }
            }
        }

        /** Older snapshots may hold for a day what was withdrawn. */
        private void checkOlder() {
            if (withinADay) {
                warehouse.chain().stream()
                        .skip(1)
                        .forEach(runId -> checkWithdrawn(runId, current().businessDate()));
            }
        }

        /** Nobody has a value who took it back on a night before a date, and declared nothing after. */
        private void checkWithdrawn(String runId, LocalDate before) {
            Location snapshot = warehouse.snapshot(runId);
            Map<String, Long> declaredAt = new HashMap<>();
            for (Manifest.Output output : warehouse.manifest(runId).outputs()) {
                if (output.dataset().equals("profiles")) {
                    readDeclaredAt(
                            snapshot.resolve(output.file()),
                            "language__lineage.declared_at",
                            exact -> exact,
                            declaredAt);
                }
            }
            for (String one : withdrawn) {
                String[] keyAndDay = one.split(" ");
                LocalDate day = LocalDate.parse(keyAndDay[1]);
                Long declared = declaredAt.get(keyAndDay[0]);
                if (declared != null && day.isBefore(before)) {
                    Instant withdrawn = Instant.parse(day + "T20:00:00Z");
                    assertThat(Instant.ofEpochSecond(declared / 1_000_000))
                            .as("declared, in " + runId)
                            .isAfter(withdrawn);
                }
            }
        }

        private static void readDeclaredAt(
                Location file, String column, UnaryOperator<String> name, Map<String, Long> declaredAt) {
            ParquetTable table = ParquetTable.open(file);
            List<String> columns = List.of("subject_id", column);
            for (int group = 0; group < table.rowGroups(); group++) {
                try (RowGroupReader rows = table.rowGroup(group, columns)) {
                    ColumnCursor subject = rows.column(columns.get(0));
                    ColumnCursor declared = rows.column(columns.get(1));
                    while (subject.next() && declared.next()) {
                        if (!declared.isNull()) {
                            declaredAt.merge(name.apply(String.valueOf(subject.text())), declared.micros(), Math::min);
                        }
                    }
                }
            }
        }

        private Set<String> keys(Location snapshot, String dataset) {
            Set<String> keys = new HashSet<>();
            for (Manifest.Output output : Warehouse.manifest(snapshot).outputs()) {
                if (output.dataset().equals(dataset)) {
                    keys.addAll(keys(snapshot.resolve(output.file())));
                }
            }
            return keys;
        }

        private static Set<String> keys(Location file) {
            Set<String> keys = new HashSet<>();
            ParquetTable table = ParquetTable.open(file);
            for (int group = 0; group < table.rowGroups(); group++) {
                try (RowGroupReader rows = table.rowGroup(group, List.of("subject_id"))) {
                    ColumnCursor subject = rows.column("subject_id");
                    while (subject.next()) {
                        if (!subject.isNull()) {
                            keys.add(new SubjectId(String.valueOf(subject.text())).key());
                        }
                    }
                }
            }
            return keys;
        }
    }
}
