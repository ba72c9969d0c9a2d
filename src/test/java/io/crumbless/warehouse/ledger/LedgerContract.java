package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.CountingFileSystem;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.merge.Restriction;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.RunAttempt.Published;
import io.crumbless.warehouse.ledger.RunAttempt.Status;
import io.crumbless.warehouse.ledger.Tombstones.Erasure;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestStatus;
import io.crumbless.warehouse.request.RequestStep;
import io.crumbless.warehouse.request.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: on every database the ledger records attempts, erased people and accesses in the same way, and immutable
 * records cannot be changed.
 */
abstract class LedgerContract {
    private static final Instant NOW = Instant.parse("2026-11-23T01:30:00.123456Z");
    private static final LocalDate DATE = LocalDate.parse("2026-11-22");
    private static final Published PUBLISHED = new Published(
            "2026-11-22-3f9c2a71d0b4", "/warehouse/snapshots/2026-11-22-3f9c2a71d0b4", 35_514, 1_431, 388);

    @TempDir
    Path folder;

    /** An empty database for this test only. */
    abstract ControlSettings settings(Path folder);

    /** Linux lets a path have 4,096 bytes. */
    @Test
    void keepsPathsAsLongAsTheyMayBe() {
        String place = "/srv" + "/a-long-name".repeat(340);
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            long attempt = database.runs().start("long", DATE, NOW);
            database.runs().worksIn(attempt, place, place + "/.spill");
            database.runs()
                    .succeed(attempt, Status.PUBLISHED, new Published("r", place + "/snapshots/r", 1, 1, 1), NOW);

            assertThat(database.runs().spills(place)).containsExactly(place + "/.spill");
            assertThat(database.runs().latest("long").orElseThrow().published())
                    .hasValueSatisfying(
                            published -> assertThat(published.snapshot()).startsWith(place));
        }
    }

    @Test
    void remembersAttemptsNewestFirst() {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            RunLedger runs = database.runs();
            long failed = runs.start("nightly", DATE, NOW);
            runs.identify(failed, "2026-11-22-000000000000");
            runs.fail(
                    failed, Status.FAILED, new Failure(ErrorCategory.INPUT, "Cannot publish: books do not close"), NOW);
            long published = runs.start("nightly", DATE, NOW);
            runs.succeed(published, Status.PUBLISHED, PUBLISHED, NOW.plusSeconds(8));
            runs.start("another", DATE.plusDays(1), NOW);

            List<RunAttempt> history = runs.history("nightly", 10);

            assertThat(history).extracting(RunAttempt::status).containsExactly(Status.PUBLISHED, Status.FAILED);
            assertThat(history.get(0).published()).contains(PUBLISHED);
            assertThat(history.get(0).runId()).contains("2026-11-22-3f9c2a71d0b4");
            assertThat(history.get(0).endedAt()).contains(NOW.plusSeconds(8));
            assertThat(history.get(1).exitCode()).hasValue(4);
            assertThat(history.get(1).message()).isEqualTo("Cannot publish: books do not close");
            assertThat(history.get(1).businessDate()).isEqualTo(DATE);
            assertThat(runs.latestPublishedDate("nightly")).contains(DATE);
            assertThat(runs.latestPublishedDate("another")).isEmpty();
        }
    }

    @Test
    void marksAnAttemptWhoseProcessDied() {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            RunLedger runs = database.runs();
            runs.start("nightly", DATE, NOW);
            runs.start("nightly", DATE, NOW);

            assertThat(runs.history("nightly", 10))
                    .extracting(RunAttempt::status)
                    .containsExactly(Status.RUNNING, Status.ABANDONED);
        }
    }

    /** A run counts before it is published, since a process may be killed between publishing and recording it. */
    @Test
    void knowsARunFromWhenItIsIdentified() {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            RunLedger runs = database.runs();
            long attempt = runs.start("nightly", DATE, NOW);
            assertThat(runs.knows("2026-11-22-3f9c2a71d0b4")).isFalse();

            runs.identify(attempt, "2026-11-22-3f9c2a71d0b4");

            assertThat(runs.knows("2026-11-22-3f9c2a71d0b4")).isTrue();
            assertThat(runs.knows("2026-11-22-000000000000")).isFalse();
        }
    }

    @Test
    void keepsItsRecordsAcrossOpenings() {
        SubjectId erased = new SubjectId("00012345678901234567890123456789012345");
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            database.tombstones().add(List.of(new Erasure(erased, NOW, "customer")), "run", NOW);
        }
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            Tombstones tombstones = database.tombstones();

            assertThat(tombstones.contains(erased)).isTrue();
            assertThat(tombstones.contains(new SubjectId("1234567"))).isFalse();
            assertThat(tombstones.all().requestedAt(erased)).contains(NOW);
            assertThat(tombstones.all().contains(new SubjectId("1234567"))).isFalse();
        }
    }

    /** Other spellings, older keys, earlier hashes of ids, and re-admitted people. */
    @Test
    void knowsOnePersonAsAmongAll() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            Tombstones first = database.tombstones();
            first.add(List.of(new Erasure(new SubjectId("C-1"), NOW, "customer")), "run-1", NOW);
            first.add(List.of(new Erasure(new SubjectId("c-2"), NOW, "customer")), "run-1", NOW);
            execute(
                    database,
                    "UPDATE tombstone SET key_fingerprint = NULL WHERE subject_hmac = '"
                            + first.hmac(new SubjectId("c-2")) + "'");
            Tombstones tombstones = database.rotateErasureKey();
            tombstones.add(
                    List.of(
                            new Erasure(new SubjectId("0042"), NOW, "customer"),
                            new Erasure(new SubjectId("c-4"), NOW, "customer")),
                    "run-2",
                    NOW);
            tombstones.readmit(new SubjectId("c-4"), NOW.plusSeconds(1), "legal", "asked to");

            ErasedSubjects all = tombstones.all();
            for (String id : List.of("C-1", " c-1", "c-2", "C-2", "42", "0042", "c-4", "c-5")) {
                SubjectId person = new SubjectId(id);
                ErasedSubjects one = tombstones.of(person);
                assertThat(one.contains(person)).as(id).isEqualTo(all.contains(person));
                assertThat(one.requestedAt(person)).as(id).isEqualTo(all.requestedAt(person));
                assertThat(one.readmittedAt(person)).as(id).isEqualTo(all.readmittedAt(person));
                assertThat(one.size()).as(id).isEqualTo(id.equals("c-5") ? 0 : 1);
            }
            assertThat(all.size()).isEqualTo(4);
        }
    }

    @Test
    void takesTheLaterOfTwoErasureRequests() {
        SubjectId erased = new SubjectId("c-1");
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            Tombstones tombstones = database.tombstones();
            tombstones.add(List.of(new Erasure(erased, NOW, "customer")), "run-1", NOW);
            tombstones.add(
                    List.of(
                            new Erasure(erased, NOW.plusSeconds(5), "customer"),
                            new Erasure(erased, NOW.minusSeconds(5), "customer")),
                    "run-2",
                    NOW);

            assertThat(tombstones.all().requestedAt(erased)).contains(NOW.plusSeconds(5));
            assertThat(tombstones.all().size()).isEqualTo(1);
        }
    }

    @Test
    void keepsTheFirstRequestBesideTheLast() {
        SubjectId erased = new SubjectId("c-1");
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            Tombstones tombstones = database.tombstones();
            tombstones.add(List.of(new Erasure(erased, NOW, "customer")), "run-1", NOW);
            assertThat(tombstones.of(erased).requests(erased)).contains(ErasureRequests.once(NOW));

            tombstones.readmit(erased, NOW.plusSeconds(1), "legal", "asked to");
            assertThat(tombstones.of(erased).requests(erased))
                    .contains(new ErasureRequests(NOW, NOW, Optional.of(NOW.plusSeconds(1))));
            assertThat(tombstones.all().requestedAt(erased)).isEmpty();

            tombstones.add(List.of(new Erasure(erased, NOW.plusSeconds(5), "customer")), "run-2", NOW.plusSeconds(6));
            assertThat(tombstones.of(erased).requests(erased))
                    .contains(new ErasureRequests(NOW, NOW.plusSeconds(5), Optional.empty()));

            Tombstones rotated = database.rotateErasureKey();
            rotated.add(List.of(new Erasure(erased, NOW.minusSeconds(5), "customer")), "run-3", NOW.plusSeconds(7));
            assertThat(rotated.all().requests(erased))
                    .contains(new ErasureRequests(NOW.minusSeconds(5), NOW.plusSeconds(5), Optional.empty()));
            assertThat(rotated.all().requests(new SubjectId("c-2"))).isEmpty();
        }
    }

    /**
     * Snapshots are recorded as clean up to a point in time; a tombstone dated earlier would never be applied to them.
     */
    @Test
    void aTombstoneIsNotedAfterAllThatWereThereBefore() {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            Tombstones tombstones = database.tombstones();
            tombstones.add(List.of(new Erasure(new SubjectId("c-1"), NOW, "customer")), "run-1", NOW);
            tombstones.readmit(new SubjectId("c-1"), NOW, "legal", "asked to");
            tombstones.add(List.of(new Erasure(new SubjectId("c-2"), NOW, "customer")), "run-2", NOW.plusSeconds(60));
            Instant last = tombstones.all().lastNotedAt().orElseThrow();

            tombstones.add(
                    List.of(
                            new Erasure(new SubjectId("c-1"), NOW.plusSeconds(1), "customer"),
                            new Erasure(new SubjectId("c-3"), NOW, "customer")),
                    "run-3",
                    NOW.minusSeconds(60));

            ErasedSubjects pending = tombstones.all().pending(last, NOW);
            assertThat(pending.size()).isEqualTo(2);
            assertThat(pending.contains(new SubjectId("c-1"))).isTrue();
            assertThat(pending.contains(new SubjectId("c-3"))).isTrue();
        }
    }

    /** This also holds if several warehouses share the database. */
    @Test
    void noTombstoneIsNotedBeforeOneThatWasSeen() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            Tombstones tombstones = database.tombstones();
            ExecutorService threads = Executors.newFixedThreadPool(6);
            try {
                List<Future<?>> added = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    Erasure erasure = new Erasure(new SubjectId("c-" + i), NOW, "customer");
                    added.add(threads.submit(() -> tombstones.add(List.of(erasure), "run", Instant.now())));
                }
                Instant last = Instant.EPOCH;
                Set<String> seen = new HashSet<>();
                while (seen.size() < 300) {
                    ErasedSubjects all = tombstones.all();
                    Set<String> later = all.pending(last, NOW).hashes();
                    assertThat(all.hashes()).allMatch(hash -> seen.contains(hash) || later.contains(hash));
                    seen.addAll(later);
                    last = all.lastNotedAt().orElse(last);
                    for (Future<?> one : added) {
                        if (one.isDone()) {
                            one.get();
                        }
                    }
                }
                for (Future<?> one : added) {
                    one.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void holdsNoSubjectIdInTheTombstoneTable() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            Tombstones tombstones = database.tombstones();
            tombstones.add(List.of(new Erasure(new SubjectId("c-4711"), NOW, "customer")), "run", NOW);

            assertThat(tombstones.hmac(new SubjectId("c-4711"))).matches("[0-9a-f]{64}");
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    java.sql.ResultSet row = statement.executeQuery("SELECT * FROM tombstone")) {
                assertThat(row.next()).isTrue();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    assertThat(String.valueOf(row.getString(column))).doesNotContain("4711");
                }
            }
        }
    }

    /** An erasure begun before warehouses were recorded counts for any warehouse. */
    @Test
    void anErasureIsUnfinishedForItsWarehouse() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            ErasureLedger erasures = database.erasures();
            Erasure erasure = new Erasure(new SubjectId("c-1"), NOW, "customer");
            erasures.begin(
                    "old",
                    "/first",
                    new ErasureLedger.Begun(NOW, "tester", Optional.empty()),
                    database.tombstones(),
                    List.of(erasure));
            execute(database, "UPDATE erasure SET warehouse = NULL");
            erasures.begin(
                    "one",
                    "/first",
                    new ErasureLedger.Begun(NOW.plusSeconds(1), "tester", Optional.empty()),
                    database.tombstones(),
                    List.of(erasure));

            assertThat(erasures.unfinished("/first")).containsExactly("old", "one");
            assertThat(erasures.unfinished("/second")).containsExactly("old");

            erasures.end("one", NOW.plusSeconds(2), 1, 1, "ab".repeat(32));
            assertThat(erasures.unfinished("/first")).containsExactly("old");
        }
    }

    @Test
    void makesTheErasureKeyReadableByItsOwnerOnly() throws IOException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            database.tombstones();
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("erasure.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesToGoOnWithoutTheErasureKey() throws IOException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            database.tombstones();
            Files.delete(folder.resolve("erasure.key"));

            assertThatThrownBy(database::tombstones)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("erasure.key: it does not exist")
                    .hasMessageContaining("restore it from its backup");
        }
    }

    @Test
    void refusesAnotherErasureKey() throws IOException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            database.tombstones();
            Files.writeString(folder.resolve("erasure.key"), "0".repeat(64));

            assertThatThrownBy(database::tombstones)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("is not the key the erasures in the control database were made with");
        }
    }

    @Test
    void chainsAccesses() {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            AccessLog log = database.accessLog();
            Access first =
                    new Access(NOW, "legal", "explain", Optional.of("ab".repeat(32)), Optional.of("complaint 7"));
            Access second = new Access(NOW.plusSeconds(1), "legal", "statement", Optional.empty(), Optional.empty());

            assertThat(log.append(first)).isEqualTo(1);
            assertThat(log.append(second)).isEqualTo(2);

            assertThat(log.latest(10)).containsExactly(second, first);
            assertThat(log.about(List.of("cd".repeat(32), "ab".repeat(32)))).containsExactly(first);
            assertThat(log.firstBroken()).isEmpty();
        }
    }

    @Test
    void keepsOneChainWhenAccessesMeet() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            AccessLog log = database.accessLog();
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                List<Future<Long>> appended = new ArrayList<>();
                for (int i = 0; i < 400; i++) {
                    appended.add(threads.submit(
                            () -> log.append(new Access(NOW, "legal", "explain", Optional.empty(), Optional.empty()))));
                }
                for (Future<Long> one : appended) {
                    one.get();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(log.latest(1000)).hasSize(400);
            assertThat(log.firstBroken()).isEmpty();
        }
    }

    @Test
    void isWholeWhileAccessesAreAdded() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            AccessLog log = database.accessLog();
            AtomicBoolean done = new AtomicBoolean();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<?> adding = thread.submit(() -> {
                    while (!done.get()) {
                        log.append(new Access(NOW, "legal", "explain", Optional.empty(), Optional.empty()));
                    }
                });
                for (int i = 0; i < 200; i++) {
                    assertThat(log.firstBroken()).isEmpty();
                }
                done.set(true);
                adding.get();
            } finally {
                done.set(true);
                thread.shutdown();
            }
        }
    }

    @Test
    void refusesToChangeTheAccessLog() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            database.accessLog().append(new Access(NOW, "legal", "explain", Optional.empty(), Optional.empty()));
            database.accessLog().append(new Access(NOW, "legal", "explain", Optional.empty(), Optional.empty()));

            for (String change : List.of(
                    "UPDATE access_log SET accessed_by = 'nobody' WHERE seq = 2",
                    "DELETE FROM access_log WHERE seq = 2",
                    "TRUNCATE TABLE access_log")) {
                assertThatThrownBy(() -> execute(database, change))
                        .as(change)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?is).*(append-only|cannot truncate).*");
            }
            assertThat(database.accessLog().latest(10)).hasSize(2);
        }
    }

    @Test
    void findsAnEntryChangedBehindTheTriggersBack() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            AccessLog log = database.accessLog();
            for (int i = 0; i < 3; i++) {
                log.append(new Access(NOW, "legal", "explain", Optional.empty(), Optional.empty()));
            }
            execute(database, dropTrigger());
            execute(database, "UPDATE access_log SET accessed_by = 'nobody' WHERE seq = 2");

            assertThat(log.firstBroken()).hasValue(2);
        }
    }

    /** The chain alone would not show it, since the remaining part is intact. */
    @Test
    void findsAnEntryTakenFromTheEndBehindTheTriggersBack() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            AccessLog log = database.accessLog();
            for (int i = 0; i < 3; i++) {
                log.append(new Access(NOW, "legal", "explain", Optional.empty(), Optional.empty()));
            }
            execute(database, dropTrigger());
            execute(database, "DELETE FROM access_log WHERE seq = 3");

            assertThat(log.firstBroken()).hasValue(3);

            log.append(new Access(NOW.plusSeconds(9), "legal", "explain", Optional.empty(), Optional.empty()));
            assertThat(log.firstBroken()).isPresent();
        }
    }

    @Test
    void hasTheTablesOfTheJobRepositoryAndTheScheduler() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            for (String table : List.of("BATCH_JOB_INSTANCE", "BATCH_STEP_EXECUTION_CONTEXT", "scheduled_tasks")) {
                execute(database, "SELECT count(*) FROM " + table);
            }
        }
    }

    @Test
    void refusesADatabaseOfANewerProgram() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            execute(
                    database,
                    "INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                            + " \"script\", \"installed_by\", \"execution_time\", \"success\")"
                            + " VALUES (99, '999', 'later', 'SQL', 'V999__later.sql', 'test', 1, true)");
        }

        assertThatThrownBy(() -> ControlDatabase.open(settings(folder)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a newer Crumbless wrote it (schema 999");
    }

    @Test
    void letsOneRunAtATimeHoldAWarehouse() {
        Path warehouse = folder.resolve("warehouse");
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            try (WarehouseLock lock = database.lock(Location.of(warehouse))) {
                assertThatThrownBy(() -> database.lock(Location.of(warehouse)))
                        .isInstanceOf(Failure.class)
                        .hasMessageContaining("another run holds it")
                        .satisfies(e -> assertThat(((Failure) e).category()).isEqualTo(ErrorCategory.BUSY));
            }
            database.lock(Location.of(warehouse)).close();
        }
    }

    /** No lock of an operating system helps there, and two spellings of one location are the same warehouse. */
    @Test
    void letsOneRunAtATimeHoldAWarehouseOnAnotherFileSystem() {
        Location warehouse = elsewhere("warehouse");
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            try (WarehouseLock lock = database.lock(warehouse)) {
                lock.requireHeld("publish");
                assertThatThrownBy(() -> database.lock(Location.of(warehouse.text() + "/../warehouse")))
                        .hasMessageContaining("another run holds it (process ")
                        .satisfies(e -> assertThat(((Failure) e).category()).isEqualTo(ErrorCategory.BUSY));
                database.lock(elsewhere("another")).close();
            }
            database.lock(warehouse).close();
        }
    }

    @Test
    void refusesTheWarehouseOfAnotherControlDatabaseUntilItIsAdopted() {
        Location warehouse = elsewhere("warehouse");
        ControlSettings other = ControlSettings.in(folder.resolve("other"));
        try (ControlDatabase first = ControlDatabase.open(settings(folder));
                ControlDatabase second = ControlDatabase.open(other);
                WarehouseLock lock = first.lock(warehouse)) {
            assertThatThrownBy(() -> second.lock(warehouse))
                    .hasMessageContaining("its file control.json names another control database than ")
                    .hasMessageContaining("see 'crumbless erasure-key --help'")
                    .satisfies(e -> assertThat(((Failure) e).category()).isEqualTo(ErrorCategory.SETTINGS));

            second.lockAdopting(warehouse).close();

            second.lock(warehouse).close();
            assertThatThrownBy(() -> lock.requireHeld("publish"))
                    .hasMessageStartingWith("Cannot publish in warehouse " + warehouse + ": its file control.json");
            assertThatThrownBy(() -> first.lock(warehouse)).hasMessageContaining("names another control database");
        }
    }

    @Test
    void whoeverWasReplacedChangesNothingMore() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder));
                WarehouseLock lock = database.lock(elsewhere("warehouse"))) {
            lock.requireHeld("publish");
            execute(database, "UPDATE warehouse_lock SET fence = fence + 1");

            assertThatThrownBy(() -> lock.requireHeld("publish"))
                    .hasMessageStartingWith("Cannot publish in warehouse ")
                    .hasMessageContaining(
                            "another run has taken it, because this one did not renew its lease of 60 seconds")
                    .satisfies(e -> assertThat(((Failure) e).category()).isEqualTo(ErrorCategory.BUSY));
        }
    }

    @Test
    void workEndsWhenTheLockIsLost() throws SQLException {
        WarehouseLock.Lease brief =
                new WarehouseLock.Lease(Duration.ofSeconds(3), Duration.ofMillis(100), Duration.ofSeconds(2));
        try (ControlDatabase database = ControlDatabase.open(settings(folder));
                WarehouseLock lock = database.lock(elsewhere("warehouse"), brief)) {
            execute(database, "UPDATE warehouse_lock SET fence = fence + 1");

            assertThatThrownBy(() -> lock.whileHeld(LedgerContract::workUntilInterrupted))
                    .isInstanceOf(LockLost.class)
                    .hasMessageStartingWith("Cannot go on in warehouse ");
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    static Object workUntilInterrupted() {
        try {
            TimeUnit.MINUTES.sleep(10);
            throw new AssertionError("not interrupted");
        } catch (InterruptedException e) {
            throw new IllegalStateException("some failure of a library", e);
        }
    }

    Location elsewhere(String name) {
        return Location.of(CountingFileSystem.SCHEME + "://" + folder.resolve(name));
    }

    abstract String dropTrigger();

    static void execute(ControlDatabase database, String statement) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static PrivacyRequest.Draft asked(RequestKind kind, String by) {
        return new PrivacyRequest.Draft(
                kind, Optional.of("DE"), DATE, Scope.NONE, Optional.empty(), Optional.of("case 7"), by);
    }

    @Test
    void keepsRequestsWithTheirHistory() {
        SubjectId anna = new SubjectId("C-1");
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            RequestLedger register = database.requests();
            PrivacyRequest entered = register.enter(anna, asked(RequestKind.ACCESS, "anna"), NOW);
            register.append(
                    entered.number(),
                    "ben",
                    NOW.plusSeconds(60),
                    request -> RequestEvent.Draft.of(RequestStep.NOTE, "called"));
            register.enter(new SubjectId("C-2"), asked(RequestKind.ERASURE, "anna"), NOW);

            PrivacyRequest found = register.find(entered.number());
            assertThat(found.history())
                    .extracting(RequestEvent::step)
                    .containsExactly(RequestStep.ENTERED, RequestStep.NOTE);
            assertThat(found.history().get(1).by()).isEqualTo("ben");
            assertThat(found.reference()).contains("case 7");
            assertThat(found.subjectHash()).isEqualTo(database.tombstones().hmac(anna));
            assertThat(register.of(new SubjectId("c-1"))).containsExactly(found);
            assertThat(register.all()).hasSize(2);
            assertThat(database.signing().unsound()).isEmpty();
        }
    }

    @Test
    void aRequestThatIsDeliveredAgainIsTheSame() {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            RequestLedger register = database.requests();
            SubjectId anna = new SubjectId("C-1");
            PrivacyRequest.Draft draft = asked(RequestKind.ERASURE, "source crm");

            List<RequestLedger.Delivered> delivery =
                    List.of(new RequestLedger.Delivered(anna, draft, "crm C-1 erasure", "by mail"));
            assertThat(register.enterDelivered(delivery, NOW)).isEqualTo(1);
            assertThat(register.enterDelivered(delivery, NOW)).isZero();
            database.rotateErasureKey();
            assertThat(database.requests().enterDelivered(delivery, NOW)).isZero();
            assertThat(database.requests().of(anna)).hasSize(1);
        }
    }

    @Test
    void nothingOfARequestCanBeChangedOrDeleted() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            database.requests().enter(new SubjectId("C-1"), asked(RequestKind.ERASURE, "anna"), NOW);
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String change : List.of(
                        "UPDATE privacy_request SET kind = 'access'",
                        "DELETE FROM privacy_request_event",
                        "UPDATE privacy_request_event SET acted_by = 'ben'")) {
                    assertThatThrownBy(() -> statement.execute(change)).hasMessageContaining("append-only");
                }
            }
        }
    }

    /** The database rejects it, regardless of the program. */
    @Test
    void theDatabaseRefusesAnApprovalByWhoEnteredTheRequest() {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            RequestLedger register = database.requests();
            long number = register.enter(new SubjectId("C-1"), asked(RequestKind.ERASURE, "anna"), NOW)
                    .number();

            assertThatThrownBy(() -> register.append(
                            number, "anna", NOW, request -> RequestEvent.Draft.of(RequestStep.APPROVED, "")))
                    .isInstanceOf(Failure.class);
            assertThat(register.find(number).history()).hasSize(1);
        }
    }

    @Test
    void ofTwoWhoDecideAtTheSameMomentOneWins() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            RequestLedger register = database.requests();
            long number = register.enter(new SubjectId("C-1"), asked(RequestKind.ERASURE, "anna"), NOW)
                    .number();
            CountDownLatch bothHaveLooked = new CountDownLatch(2);
            ExecutorService two = Executors.newFixedThreadPool(2);
            List<Future<Object>> approvals = new ArrayList<>();
            for (String approver : List.of("ben", "carl")) {
                approvals.add(two.submit(() -> {
                    PrivacyRequest seen = register.find(number);
                    bothHaveLooked.countDown();
                    bothHaveLooked.await();
                    // Like a program that does not check again.
                    return register.append(number, approver, NOW, now -> {
                        assertThat(seen.status()).isEqualTo(RequestStatus.OPEN);
                        return RequestEvent.Draft.of(RequestStep.APPROVED, "");
                    });
                }));
            }
            two.shutdown();
            int failed = 0;
            for (Future<Object> approval : approvals) {
                try {
                    approval.get();
                } catch (ExecutionException lost) {
                    assertThat(lost).hasCauseInstanceOf(Failure.class);
                    failed++;
                }
            }

            assertThat(failed).isEqualTo(1);
            assertThat(register.find(number).history()).hasSize(2);
        }
    }

    @Test
    void aRegisterThatWasChangedByOthersIsNoticed() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            database.requests().enter(new SubjectId("C-1"), asked(RequestKind.RESTRICTION, "anna"), NOW);
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO privacy_request_event (request_no, event_no, step, acted_at, acted_by,"
                        + " entered_by, words) VALUES (1, 1, 'closed', CURRENT_TIMESTAMP, 'anna', 'anna', '')");
            }

            assertThat(database.signing().unsound()).containsExactly(ProtectedTable.REQUESTS);
        }
    }

    @Test
    void knowsWhoseValuesAreNotUsed() {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            RequestLedger register = database.requests();
            SubjectId anna = new SubjectId("C-1");
            SubjectId ben = new SubjectId("C-2");
            PrivacyRequest restriction = register.enter(anna, asked(RequestKind.RESTRICTION, "anna"), NOW);
            register.enter(
                    ben,
                    new PrivacyRequest.Draft(
                            RequestKind.OBJECTION,
                            Optional.empty(),
                            DATE,
                            Scope.ofText("offers"),
                            Optional.empty(),
                            Optional.empty(),
                            "anna"),
                    NOW);

            RestrictedSubjects now = register.restricted(register.withholding(), scope -> Set.copyOf(scope.words()));
            assertThat(now.of(new SubjectId("c-1")).everything()).isTrue();
            assertThat(now.of(ben).purposes()).containsExactly("offers");
            assertThat(now.of(new SubjectId("C-3"))).isEqualTo(Restriction.NONE);

            register.append(
                    restriction.number(), "anna", NOW, request -> RequestEvent.Draft.of(RequestStep.CLOSED, "told"));
            RestrictedSubjects later = register.restricted(register.withholding(), scope -> Set.copyOf(scope.words()));
            assertThat(later.of(anna)).isEqualTo(Restriction.NONE);
            assertThat(later.version()).isNotEqualTo(now.version());
        }
    }
}
