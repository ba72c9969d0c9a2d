package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingPostgres;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise: a problem with a control database on first use has the exit code for the environment (5), and the message
 * says what is wrong and what to do. Full disks and lost permissions are tested with entire nights elsewhere.
 */
@Tag("database")
class FirstStartTest {
    @TempDir
    private Path folder;

    private final TestingPostgres postgres = TestingPostgres.create();

    private void refuses(ControlSettings settings, String what) {
        assertThatThrownBy(() -> ControlDatabase.open(settings))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(ErrorCategory.ENVIRONMENT))
                .hasMessageStartingWith("Cannot ")
                .hasMessageContaining(what)
                .hasMessageNotContaining("lock table");
    }

    private ControlSettings as(String user) {
        return new ControlSettings(
                folder,
                Optional.of(postgres.url().replaceFirst("user=[a-z]+", "user=" + user)),
                Optional.of(user),
                Optional.empty());
    }

    private ControlSettings asAdministrator() {
        return postgres.control(folder, Optional.empty());
    }

    /** A role of this test; roles are the server's and not the database's. */
    private String role() {
        String name = "visitor_of_" + postgres.database();
        postgres.execute("CREATE ROLE " + name + " LOGIN");
        return name;
    }

    @Test
    void aUserWhoMayNotCreateTablesIsToOwnTheDatabase() {
        String role = role();
        postgres.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        refuses(as(role), "its user may not create or use tables there; make it the owner of the database");

        postgres.execute("ALTER DATABASE " + postgres.database() + " OWNER TO " + role
                + "; ALTER SCHEMA public OWNER TO " + role);
        ControlDatabase.open(as(role)).close();
    }

    @Test
    void tablesOfAnotherUserAreNotTakenForAnEmptyDatabase() {
        ControlDatabase.open(asAdministrator()).close();

        refuses(as(role()), "its user may not create or use tables there; make it the owner of the database");
    }

    @Test
    void aUserWithoutASchemaIsToCreateOne() {
        String role = role();
        postgres.execute("DROP SCHEMA public");

        refuses(as(role), "or name a schema of its own in the address (?currentSchema=NAME)");

        postgres.execute("CREATE SCHEMA own AUTHORIZATION " + role);
        ControlSettings named = as(role);
        ControlDatabase.open(new ControlSettings(
                        folder, named.url().map(url -> url + "&currentSchema=own"), named.user(), Optional.empty()))
                .close();
    }

    @Test
    void tablesOfAnotherProgramAreLeftAlone() {
        postgres.execute("CREATE TABLE orders (id INT)");

        refuses(asAdministrator(), "it holds the tables of another program; name an empty database");
    }

    /** Whose version may well be higher than ours. */
    @ParameterizedTest
    @CsvSource({"50, V50__orders.sql", "1, V1__orders.sql", "2.1, V2.1__orders.sql"})
    void anotherProgramThatUsesFlywayIsNoNewerVersionOfThisOne(String version, String script) {
        postgres.execute(
                "CREATE TABLE \"flyway_schema_history\" (\"installed_rank\" INT PRIMARY KEY, \"version\" VARCHAR(50),"
                        + " \"description\" VARCHAR(200), \"type\" VARCHAR(20), \"script\" VARCHAR(1000), \"checksum\" INT,"
                        + " \"installed_by\" VARCHAR(100), \"installed_on\" TIMESTAMP DEFAULT now(), \"execution_time\" INT,"
                        + " \"success\" BOOLEAN); INSERT INTO \"flyway_schema_history\" VALUES (1, '" + version
                        + "', 'orders',"
                        + " 'SQL', '" + script + "', 1, 'other', now(), 1, TRUE)");

        refuses(asAdministrator(), "it holds the tables of another program; name an empty database");
    }

    @Test
    void aStandbyIsNamedAsOne() {
        postgres.execute("ALTER DATABASE " + postgres.database() + " SET default_transaction_read_only = on");

        refuses(asAdministrator(), "it is a read-only copy; name the primary server");
    }

    @Test
    void aUserWhoIsNotThereIsTheJobFiles() {
        refuses(
                as("nobody"),
                "role \"nobody\" does not exist; check user and password-file of 'control' in the job file");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        refuses(
                new ControlSettings(
                        folder, Optional.of("jdbc:postgresql://127.0.0.1:1/x"), Optional.empty(), Optional.empty()),
                "check host and port of 'control.url' in the job file, and that the server runs");
    }

    /** Errors as reported by the server; no test opens that many connections, or starts a server with passwords. */
    @ParameterizedTest
    @CsvSource({
        "28P01, password authentication failed, check user and password-file of 'control' in the job file",
        "53300, too many clients, raise max_connections",
        "57P03, starting up, run again when it is up",
        "53100, could not extend file, the disk of its server is full; make room there"
    })
    void whatTheServerReportsHasARemedy(String state, String said, String remedy) {
        Optional<String> reason = ControlFault.of(
                new IllegalStateException(new SQLException("FATAL: " + said, state)),
                ControlPlace.ofUrl("jdbc:postgresql://localhost/x?password=secret"));

        assertThat(reason).get().asString().contains(remedy).doesNotContain("secret");
    }

    @Test
    void anH2FileOfAnotherProgramIsRefused() throws IOException, SQLException {
        String url = ControlAddress.h2Url(folder.resolve("crumbless"));
        try (Connection other = DriverManager.getConnection(url, "sa", "theirs")) {
            assertThat(other.isValid(1)).isTrue();
        }
        refuses(ControlSettings.in(folder), "its password is not the one in database.password beside it");

        Files.writeString(folder.resolve("database.password"), "ours\n");
        refuses(ControlSettings.in(folder), "database.password");
    }

    @Test
    void anH2FileThatMayOnlyBeReadIsNamed() {
        assertThat(ControlFault.of(
                        DbException.get(ErrorCode.DATABASE_IS_READ_ONLY).getSQLException(),
                        ControlPlace.ofFile(folder.resolve("crumbless.mv.db"))))
                .get()
                .asString()
                .contains("may not write to the file", "check the rights on the control folder");
    }

    @Test
    void anH2FileOfAnotherVersionIsNamed() {
        assertThat(ControlFault.of(
                        DbException.get(ErrorCode.FILE_VERSION_ERROR_1, "x").getSQLException(),
                        ControlPlace.ofFile(folder.resolve("crumbless.mv.db"))))
                .get()
                .asString()
                .contains("another version of H2", "restore it from its backup");
    }
}
