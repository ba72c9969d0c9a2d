package io.crumbless.legacy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes files as another engine does: CSV, JSON Lines and Parquet of one query. */
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    DuckDb() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        execute("SET TimeZone = 'UTC'");
        execute("SET threads = 1");
    }

    /** Writes the query in the format of the file's ending. Options are those of COPY for that format. */
    Path write(String query, Path file, String... options) {
        String name = file.toString();
        String format = name.endsWith(".parquet")
                ? "FORMAT parquet"
                : name.endsWith(".csv") ? "FORMAT csv, HEADER" : "FORMAT json";
        String more = options.length == 0 ? "" : ", " + String.join(", ", options);
        execute("COPY (" + query + ") TO '" + name + "' (" + format + more + ")");
        return file;
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
