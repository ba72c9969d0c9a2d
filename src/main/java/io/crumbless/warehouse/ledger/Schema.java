package io.crumbless.warehouse.ledger;

import io.crumbless.process.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The schema, migrated by the scripts under {@code db/migration}. */
final class Schema {
    /** Version of the newest script. Reading the version takes a millisecond, starting Flyway half a second. */
    static final int VERSION = 31;

    private static final String FIRST_SCRIPT = "V1__spring_batch.sql";
    private static final String FOREIGN =
            "it holds the tables of another program; name an empty database, or for PostgreSQL"
                    + " a schema of its own in the address (?currentSchema=NAME)";

    private Schema() {}

    static void bringUpToDate(DataSource database, ControlPlace place) {
        if (!isUpToDate(database, place)) {
            migrate(database, place);
        }
    }

    /** @throws Failure environment if a newer version of this program, or another program, created the schema */
    static boolean isUpToDate(DataSource database, ControlPlace place) {
        int found = version(database);
        if (found != VERSION && isForeign(database)) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT, "Cannot use the control database " + place + ": " + FOREIGN);
        }
        if (found > VERSION) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot use the control database " + place + ": a newer Crumbless wrote it (schema " + found
                            + ", this program knows " + VERSION + "); use that version");
        }
        return found == VERSION;
    }

    /** Runs the scripts that have not been run yet, without checking whether there are any. */
    static void migrate(DataSource database, ControlPlace place) {
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration/common", "classpath:db/migration/" + place.vendor())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot bring the control database " + place + " up to date: " + reason(e, place),
                    e);
        }
    }

    /** Rephrases messages of Flyway, which are about baselines and tables that cannot be locked. */
    private static String reason(FlywayException failure, ControlPlace place) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("non-empty schema")) {
            return FOREIGN;
        }
        return ControlFault.of(failure, place)
                .orElseGet(() -> message.lines().findFirst().orElse("Flyway failed")
                        + "; check the free space and the rights there");
    }

    /** The newest script that was run; 0 for an empty database, or if one failed. */
    private static int version(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT max(CAST(\"version\" AS INT)), min(CAST(\"success\" AS INT))"
                                + " FROM \"flyway_schema_history\"")) {
            return found.next() && found.getInt(2) == 1 ? found.getInt(1) : 0;
        } catch (SQLException e) {
            // The table does not exist yet. Any other fault is reported when Flyway runs.
            return 0;
        }
    }

    /** Whether Flyway has run scripts there that are not ours. */
    private static boolean isForeign(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet scripts = statement.executeQuery("SELECT count(*), count(CASE WHEN \"script\" = '"
                        + FIRST_SCRIPT + "' THEN 1 END) FROM \"flyway_schema_history\"")) {
            return scripts.next() && scripts.getLong(1) > 0 && scripts.getLong(2) == 0;
        } catch (SQLException e) {
            // As above.
            return false;
        }
    }
}
