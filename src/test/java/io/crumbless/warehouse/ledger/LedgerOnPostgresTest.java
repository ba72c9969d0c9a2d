package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingPostgres;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: {@link LedgerContract} on a real PostgreSQL. */
@Tag("crash")
@Tag("database")
class LedgerOnPostgresTest extends LedgerContract {
    private final TestingPostgres postgres = TestingPostgres.create();

    @Override
    ControlSettings settings(Path folder) {
        return postgres.control(folder, password(folder));
    }

    private static Optional<Path> password(Path folder) {
        try {
            return Optional.of(Files.writeString(folder.resolve("password"), "postgres\n"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A process that died on this machine, in whichever way, is known to be dead. */
    @Test
    void replacesAHolderThatDiedOnThisMachineAtOnce() throws Exception {
        Process died = new ProcessBuilder("true").start();
        died.waitFor();
        LockHolder here = LockHolder.thisProcess();
        for (LockHolder dead : List.of(
                new LockHolder("a", here.host(), here.systemId(), died.pid(), here.started()),
                // Its number belongs to another process by now.
                new LockHolder("b", here.host(), here.systemId(), here.pid(), "1"))) {
            try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
                held(database, dead, "3600");
                database.lock(elsewhere("warehouse")).close();
            }
        }
    }

    @Test
    void doesNotReplaceAHolderThatLivesOnThisMachine() throws Exception {
        Process other = new ProcessBuilder("sleep", "3600").start();
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            String started =
                    Files.readString(Path.of("/proc/" + other.pid() + "/stat")).split(" ")[21];
            LockHolder here = LockHolder.thisProcess();
            held(database, new LockHolder("a", "here", here.systemId(), other.pid(), started), "3600");

            assertThatThrownBy(() -> database.lock(elsewhere("warehouse")))
                    .hasMessageContaining("another run holds it (process " + other.pid() + " on here)");
        } finally {
            other.destroy();
        }
    }

    @Test
    void waitsForTheLeaseOfAHolderOnAnotherMachine() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            long began = System.nanoTime();
            held(database, new LockHolder("a", "elsewhere", "another start", 1, "1"), "2");

            database.lock(elsewhere("warehouse")).close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void givesUpWhenAHolderOnAnotherMachineRenews() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            held(database, new LockHolder("a", "elsewhere", "another start", 1, "1"), "3600");
            AtomicBoolean over = new AtomicBoolean();
            Thread renewing = new Thread(() -> renewUntil(over, database));
            renewing.start();
            try {
                assertThatThrownBy(() -> database.lock(elsewhere("warehouse")))
                        .hasMessageContaining("another run holds it (process 1 on elsewhere)");
            } finally {
                over.set(true);
                renewing.join();
            }
        }
    }

    private static void renewUntil(AtomicBoolean over, ControlDatabase database) {
        try {
            while (!over.get()) {
                execute(database, "UPDATE warehouse_lock SET leased_until = leased_until + INTERVAL '5' SECOND");
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A connection is no lock: the pool connects again, and the row is as it was. */
    @Test
    void keepsTheLockWhenItsConnectionsBreak() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(settings(folder));
                WarehouseLock lock = database.lock(elsewhere("warehouse"))) {
            execute(
                    database,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

            lock.requireHeld("publish");
        }
    }

    @Test
    void workEndsWhenTheDatabaseIsGone() throws Exception {
        WarehouseLock.Lease brief =
                new WarehouseLock.Lease(Duration.ofSeconds(9), Duration.ofMillis(500), Duration.ofSeconds(1));
        try (EmbeddedPostgres own = TestingPostgres.startServer();
                ControlDatabase database = ControlDatabase.open(new ControlSettings(
                        folder,
                        Optional.of(own.getJdbcUrl("postgres", "postgres")),
                        Optional.empty(),
                        Optional.empty()));
                WarehouseLock lock = database.lock(elsewhere("warehouse"), brief)) {
            // On another thread: this one is interrupted as soon as the silence is over.
            CompletableFuture.runAsync(() -> stop(own)).join();

            assertThatThrownBy(() -> lock.whileHeld(LedgerContract::workUntilInterrupted))
                    .isInstanceOf(LockLost.class)
                    .hasMessageContaining("the control database has not answered for 1 seconds")
                    .satisfies(e -> assertThat(((Failure) e).category()).isEqualTo(ErrorCategory.ENVIRONMENT));
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another process locks the warehouse for this many seconds. */
    private void held(ControlDatabase database, LockHolder holder, String seconds) throws SQLException {
        database.lock(elsewhere("warehouse")).close();
        execute(
                database,
                "UPDATE warehouse_lock SET leased_until = now() + INTERVAL '" + seconds + "' SECOND, holder = '"
                        + holder.process() + "', host = '" + holder.host() + "', system_id = '" + holder.systemId()
                        + "', pid = " + holder.pid() + ", process_started = '" + holder.started() + "'");
    }

    @Override
    String dropTrigger() {
        return "DROP TRIGGER access_log_append_only ON access_log";
    }

    @Test
    void saysThatTheDatabaseIsNotThere() {
        ControlSettings wrong = new ControlSettings(
                folder,
                Optional.of(postgres.url().replace(postgres.database(), "missing") + "&password=secret"),
                Optional.of("postgres"),
                Optional.empty());

        assertThatThrownBy(() -> ControlDatabase.open(wrong))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot open the control database jdbc:postgresql:")
                .hasMessageContaining("\"missing\" does not exist")
                .hasMessageNotContaining("secret")
                .satisfies(e -> assertThat(((Failure) e).category()).isEqualTo(ErrorCategory.ENVIRONMENT));
    }
}
