package io.crumbless;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another engine, in memory and on one thread: it reads our files and writes those we are to read. */
public final class DuckDb implements AutoCloseable {
    private final Connection connection;

    public DuckDb() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        execute("SET TimeZone = 'UTC'");
        execute("SET threads = 1");
    }

    /**
     * One row.
     *
     * @param values as text, in the order of the columns; null for a null
     */
    public record Row(List<String> columns, List<@Nullable String> values) {}

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Writes the query in the format of the file's ending. Options are those of COPY for that format. */
    public Path write(String query, Path file, String... options) {
        String name = file.toString();
        String format = name.endsWith(".parquet")
                ? "FORMAT parquet"
                : name.endsWith(".csv") ? "FORMAT csv, HEADER" : "FORMAT json";
        String more = options.length == 0 ? "" : ", " + String.join(", ", options);
        execute("COPY (" + query + ") TO '" + name + "' (" + format + more + ")");
        return file;
    }

    public List<Row> query(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            List<Row> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable String> values = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(result.getString(i));
                }
                rows.add(new Row(columns, values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Rows as text, {@code null} for a null. */
    public List<List<String>> rows(String sql) {
        return query(sql).stream()
                .map(row -> row.values().stream().map(String::valueOf).toList())
                .toList();
    }

    /** First column of every row, {@code null} for a null. */
    public List<String> texts(String sql) {
        return rows(sql).stream().map(row -> row.get(0)).toList();
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
