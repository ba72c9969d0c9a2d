package io.crumbless.warehouse.ledger;

import io.crumbless.process.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, brought up to date by the scripts under {@code db/migration}. */
final class Schema {
    /** The newest script. Asking for it costs a millisecond where starting Flyway costs half a second. */
    static final int VERSION = 30;

    private Schema() {}

    static void bringUpToDate(DataSource database, String vendor, String place) {
        if (!isUpToDate(database, place)) {
            migrate(database, vendor, place);
        }
    }

    /** @throws Failure environment if a newer program wrote it */
    static boolean isUpToDate(DataSource database, String place) {
        int found = version(database);
        if (found > VERSION) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot use the control database " + place + ": a newer Crumbless wrote it (schema " + found
                            + ", this program knows " + VERSION + "); use that version");
        }
        return found == VERSION;
    }

    /** Without a look at what is there: runs the scripts that have not been run. */
    static void migrate(DataSource database, String vendor, String place) {
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot bring the control database " + place + " up to date: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("Flyway failed")
                            + "; check the free space and the rights there",
                    e);
        }
    }

    /** The newest script that was run; 0 for an empty database, or where one failed. */
    private static int version(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT max(CAST(\"version\" AS INT)), min(CAST(\"success\" AS INT))"
                                + " FROM \"flyway_schema_history\"")) {
            return found.next() && found.getInt(2) == 1 ? found.getInt(1) : 0;
        } catch (SQLException e) {
            // No such table yet. Anything worse shows again, in words, when Flyway looks.
            return 0;
        }
    }
}
