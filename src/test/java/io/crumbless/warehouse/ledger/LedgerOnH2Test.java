package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: {@link LedgerContract} on an H2 file, which one process holds, and which survives that process's death. */
@Tag("crash")
class LedgerOnH2Test extends LedgerContract {
    @Override
    ControlSettings settings(Path folder) {
        return ControlSettings.in(folder);
    }

    @Override
    String dropTrigger() {
        return "DROP TRIGGER access_log_append_only";
    }

    @Test
    void isBusyWhileAnotherProcessHoldsTheFileAndFreeOnceItWasKilled() throws Exception {
        Process holder = startHolder();
        try {
            assertThatThrownBy(() -> ControlDatabase.open(settings(folder), Duration.ZERO))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("another process holds it")
                    .satisfies(e -> assertThat(((Failure) e).category()).isEqualTo(ErrorCategory.BUSY));
        } finally {
            holder.destroyForcibly().waitFor();
        }

        try (ControlDatabase database = ControlDatabase.open(settings(folder), Duration.ZERO)) {
            assertThat(database.runs().latest("held")).isPresent();
        }
    }

    @Test
    void createsTheErasureKeyAgainIfItsCreationWasKilled() throws IOException {
        Files.writeString(folder.resolve("erasure.key.new"), "0a1b");

        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            assertThat(database.tombstones().all().size()).isZero();
        }

        assertThat(Files.readString(folder.resolve("erasure.key"))).hasSize(65);
        assertThat(folder.resolve("erasure.key.new")).doesNotExist();
    }

    @Test
    void isCreatedAgainIfItsCreationWasKilled() throws IOException {
        Files.writeString(folder.resolve("crumbless.new.mv.db"), "half a database");

        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            assertThat(database.runs().latest("nightly")).isEmpty();
        }

        assertThat(folder.resolve("crumbless.new.mv.db")).doesNotExist();
    }

    /** The log grows by each look of the staff, and each letter asks for one person. */
    @Test
    void findsOnePersonInTheAccessLogWithoutReadingAllOfIt() throws SQLException {
        try (ControlDatabase database = ControlDatabase.open(settings(folder));
                Connection connection = database.dataSource().getConnection();
                Statement sql = connection.createStatement();
                ResultSet plan = sql.executeQuery(
                        "EXPLAIN SELECT * FROM access_log WHERE subject_hmac IN ('a', 'b') ORDER BY seq")) {
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString(1)).contains("ACCESS_LOG_BY_SUBJECT");
        }
    }

    /** To compact the file takes a while, so it is not done at every close. */
    @Test
    void staysSmallHoweverOftenItIsOpened() throws Exception {
        Path file = folder.resolve("crumbless.mv.db");
        long largest = 0;
        for (int i = 0; i < 100; i++) {
            try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
                database.accessLog()
                        .append(new AccessLog.Access(
                                Instant.EPOCH, "legal", "explain", Optional.empty(), Optional.empty()));
            }
            largest = Math.max(largest, Files.size(file));
        }

        assertThat(largest).isBetween(1L << 20, 3L << 19);
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            assertThat(database.accessLog().size()).isEqualTo(100);
            assertThat(database.accessLog().firstBroken()).isEmpty();
        }
    }

    @Test
    void staysAsItWasWhenItCannotBeBroughtUpToDate() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            database.runs().start("nightly", LocalDate.parse("2026-11-22"), Instant.now());
        }
        String url = ControlAddress.h2Url(folder.resolve("crumbless"));
        try (Connection old =
                        DriverManager.getConnection(url, H2Account.in(folder).properties());
                Statement sql = old.createStatement()) {
            // Flyway begins at the first script then, whose tables are there.
            sql.execute("UPDATE \"flyway_schema_history\" SET \"success\" = FALSE WHERE \"version\" = '1'");
        }

        assertThatThrownBy(() -> ControlDatabase.open(settings(folder)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot bring the control database")
                .hasMessageContaining("check the free space and the rights there");

        try (Connection same =
                        DriverManager.getConnection(url, H2Account.in(folder).properties());
                Statement sql = same.createStatement();
                ResultSet attempts = sql.executeQuery("SELECT count(*) FROM run_attempt")) {
            assertThat(attempts.next()).isTrue();
            assertThat(attempts.getLong(1)).isEqualTo(1);
        }
    }

    /** Those of a busy machine take their time, and each may have several before it. */
    @Test
    void aTransactionWaitsForOthersForMinutes() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(settings(folder));
                ControlDatabase waiting = ControlDatabase.openBetweenRuns(settings(folder))) {
            for (ControlDatabase each : List.of(database, waiting)) {
                try (Connection connection = each.dataSource().getConnection();
                        Statement sql = connection.createStatement();
                        ResultSet timeout = sql.executeQuery("SELECT LOCK_TIMEOUT()")) {
                    assertThat(timeout.next()).isTrue();
                    assertThat(Duration.ofMillis(timeout.getLong(1))).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
                }
            }
        }
    }

    @Test
    void hasAPasswordOfItsOwn() throws Exception {
        ControlDatabase.open(settings(folder)).close();

        assertThatThrownBy(() -> DriverManager.getConnection(ControlAddress.h2Url(folder.resolve("crumbless"))))
                .hasMessageContaining("Wrong user name or password");
        assertThat(Files.getPosixFilePermissions(folder.resolve("database.password")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    /** Data without a password is kept, wherever a kill interrupted the change. */
    @Test
    void getsAPasswordWhereItHadNone() throws Exception {
        withoutPassword();
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            assertThat(database.runs().latest("nightly")).isPresent();
        }
        hasAPasswordOfItsOwn();
    }

    @Test
    void getsAPasswordAlsoWhereAKillLeftOnlyItsFile() throws Exception {
        withoutPassword();
        H2Account.create(folder);

        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            assertThat(database.runs().latest("nightly")).isPresent();
        }
    }

    @Test
    void saysThatThePasswordIsMissing() throws Exception {
        ControlDatabase.open(settings(folder)).close();
        Files.delete(folder.resolve("database.password"));

        assertThatThrownBy(() -> ControlDatabase.open(settings(folder)))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot open the control database " + folder.resolve("crumbless.mv.db")
                        + ": its password is not the one in database.password beside it; restore both from one backup");
    }

    /** As the version before there were passwords wrote it. */
    private void withoutPassword() throws Exception {
        String url = ControlAddress.h2Url(folder.resolve("crumbless"));
        Flyway.configure()
                .dataSource(url, "", "")
                .locations("classpath:db/migration/common", "classpath:db/migration/h2")
                .target("11")
                .load()
                .migrate();
        try (Connection old = DriverManager.getConnection(url);
                Statement sql = old.createStatement()) {
            sql.execute("INSERT INTO run_attempt (job, business_date, status, started_at)"
                    + " VALUES ('nightly', DATE '2026-11-22', 'running', CURRENT_TIMESTAMP)");
        }
    }

    @Test
    void survivesThatItsThreadIsInterrupted() {
        try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
            long attempt = database.runs().start("nightly", LocalDate.parse("2026-11-22"), Instant.now());
            Thread.currentThread().interrupt();
            try {
                for (int i = 0; i < 20; i++) {
                    database.runs().identify(attempt, "run " + i);
                }
            } finally {
                assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            }

            assertThat(database.runs().latest("nightly").orElseThrow().runId()).contains("run 19");
        }
    }

    @Test
    void letsGoOfTheFileBetweenRuns() throws Exception {
        try (ControlDatabase waiting = ControlDatabase.openBetweenRuns(settings(folder))) {
            execute(waiting, "SELECT 1");
            Process holder = startHolder();
            assertThatThrownBy(() -> ControlDatabase.open(settings(folder), Duration.ZERO))
                    .hasMessageContaining("another process holds it");
            holder.destroyForcibly().waitFor();
            execute(waiting, "SELECT 1");
        }
    }

    @Test
    void saysWhatStandsInItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("control"), "not a folder");

        assertThatThrownBy(() -> ControlDatabase.open(ControlSettings.in(file)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot create the control folder " + file)
                .satisfies(e -> assertThat(((Failure) e).category()).isEqualTo(ErrorCategory.ENVIRONMENT));
    }

    @Test
    void saysThatTheFileIsDamaged() throws IOException {
        Files.writeString(folder.resolve("crumbless.mv.db"), "no database".repeat(1000));

        assertThatThrownBy(() -> ControlDatabase.open(settings(folder)))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot open the control database " + folder.resolve("crumbless.mv.db")
                        + ": the file is damaged; restore it from its backup");
    }

    /** The state when a run closes the file after publishing. */
    @Test
    void lendsNoLockWhereTheFileIsDamagedInItsMidst() throws IOException, SQLException {
        for (int night = 0; night < 20; night++) {
            try (ControlDatabase database = ControlDatabase.open(settings(folder))) {
                for (int i = 0; i < 20; i++) {
                    long attempt = database.runs()
                            .start("j", LocalDate.parse("2026-01-01").plusDays(night), Instant.EPOCH);
                    database.runs().worksIn(attempt, "/warehouse/" + "x".repeat(200), "/spill");
                }
            }
        }
        // Without unused pages, so that damage has an effect.
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + folder.resolve("crumbless"),
                        "CRUMBLESS",
                        Files.readString(folder.resolve("database.password")).strip());
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        }
        byte[] sound = Files.readAllBytes(folder.resolve("crumbless.mv.db"));
        int refused = 0;
        for (int part = 1; part < 10; part++) {
            byte[] damaged = sound.clone();
            int at = Math.toIntExact((long) sound.length * part / 10);
            for (int i = 0; i < 512; i++) {
                damaged[at + i] ^= 0x5a;
            }
            Path copy = Files.createDirectory(folder.resolve("damaged-" + part));
            Files.write(copy.resolve("crumbless.mv.db"), damaged);
            Files.copy(folder.resolve("database.password"), copy.resolve("database.password"));
            if (refuses(copy)) {
                refused++;
            } else {
                // Nothing that counts lay there.
                ControlDatabase.open(settings(copy)).close();
            }
        }
        assertThat(refused).isGreaterThan(3);
    }

    private boolean refuses(Path copy) {
        try (ControlDatabase database = ControlDatabase.open(settings(copy));
                WarehouseLock lock = database.lock(Location.of(copy))) {
            database.runs().start("j", LocalDate.parse("2027-01-01"), Instant.EPOCH);
            return false;
        } catch (Failure failure) {
            assertThat(failure).hasMessageContaining("the file is damaged; restore it from its backup");
            return true;
        } catch (DataAccessException beforeAnythingIsDone) {
            // An intact page may contain data that does not fit its column.
            return true;
        }
    }

    @Test
    void knowsTheNewestScript() throws Exception {
        int newest = 0;
        for (String part : new String[] {"common", "h2"}) {
            try (java.util.stream.Stream<Path> scripts = Files.list(Path.of(
                    LedgerOnH2Test.class.getResource("/db/migration/" + part).toURI()))) {
                newest = Math.max(
                        newest,
                        scripts.map(script -> script.getFileName().toString())
                                .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                                .max()
                                .orElseThrow());
            }
        }

        assertThat(Schema.VERSION).isEqualTo(newest);
    }

    /** Another process that has the database open, has committed an attempt, and waits to be killed. */
    private Process startHolder() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals("holding")) {
                return process;
            }
            all.append(line).append('\n');
        }
        throw new AssertionError("The holder ended early: " + all);
    }

    static final class Holder {
        /** Until whoever had it open before lets go of it, however long this machine takes for that. */
        private static final Duration LONG = Duration.ofMinutes(10);

        private Holder() {}

        public static void main(String[] args) throws IOException {
            ControlDatabase database = ControlDatabase.open(ControlSettings.in(Path.of(args[0])), LONG);
            database.runs().start("held", LocalDate.parse("2026-11-22"), Instant.now());
            System.out.println("holding");
            System.in.read();
        }
    }
}
