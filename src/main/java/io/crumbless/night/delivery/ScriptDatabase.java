package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.IoReason;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.h2.util.ScriptReader;

/**
 * An in-memory database filled by SQL scripts. They are executed by a user that can create tables and nothing else: no
 * aliases, no triggers, no files, no other databases. A script is therefore only data, and cannot run programs.
 */
final class ScriptDatabase {
    private static final String USER = "SCRIPT";

    private ScriptDatabase() {}

    /**
     * @return the only connection to it; the database ends with it
     * @throws Failure settings if a script cannot be read
     */
    static Connection open(String source, List<Path> scripts) throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        Connection opened;
        try (Connection owner = DriverManager.getConnection(
                        url, "OWNER", UUID.randomUUID().toString());
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE USER " + USER + " PASSWORD ''");
            statement.execute("GRANT ALTER ANY SCHEMA TO " + USER);
            opened = DriverManager.getConnection(url, USER, "");
        }
        try {
            for (Path script : scripts) {
                run(source, script, opened);
            }
            return opened;
        } catch (SQLException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static void run(String source, Path script, Connection connection) throws SQLException {
        try (Reader text = Files.newBufferedReader(script);
                Statement statement = connection.createStatement()) {
            ScriptReader statements = new ScriptReader(text);
            for (String next = statements.readStatement(); next != null; next = statements.readStatement()) {
                statement.execute(next);
            }
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot read script " + script + " of source " + source + ": " + IoReason.of(e),
                    e);
        }
    }
}
