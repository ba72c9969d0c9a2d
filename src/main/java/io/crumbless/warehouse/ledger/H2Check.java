package io.crumbless.warehouse.ledger;

import io.crumbless.process.Failure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads an entire H2 file once. H2 checks the checksum of a page when it reads it, which for most pages is when the
 * file is compacted on closing: a night would be published, and its file lost afterwards.
 */
final class H2Check {
    /** With a condition that differs by row, because otherwise H2 knows the count without reading rows. */
    private static final String TABLES = "SELECT 'SELECT count(*) FROM \"' || table_name || '\" WHERE rand() >= 0'"
            + " FROM information_schema.tables WHERE table_schema = 'PUBLIC' AND table_type = 'BASE TABLE'";

    private static final String INDEXES =
            "SELECT 'SELECT count(*) FROM (SELECT \"' || column_name || '\" FROM \"' || table_name"
                    + " || '\" USE INDEX (\"' || index_name || '\") ORDER BY \"' || column_name || '\")'"
                    + " FROM information_schema.index_columns WHERE table_schema = 'PUBLIC' AND ordinal_position = 1";

    private H2Check() {}

    /** @throws Failure environment if part of it is damaged */
    static void requireSound(DataSource database, Path file) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String scan : scans(statement)) {
                statement.executeQuery(scan).close();
            }
        } catch (SQLException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot use the control database " + file + ": the file is damaged; restore it from its backup",
                    e);
        }
    }

    private static List<String> scans(Statement statement) throws SQLException {
        List<String> scans = new ArrayList<>();
        for (String all : List.of(TABLES, INDEXES)) {
            try (ResultSet found = statement.executeQuery(all)) {
                while (found.next()) {
                    scans.add(found.getString(1));
                }
            }
        }
        return scans;
    }
}
