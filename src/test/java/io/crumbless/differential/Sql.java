package io.crumbless.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A DuckDB in memory, and the scripts beside this class. */
final class Sql implements AutoCloseable {
    private final Connection connection;

    Sql() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        execute("SET TimeZone = 'UTC'");
        execute("SET threads = 1");
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs a script: statements parted by a semicolon at the end of a line. */
    void script(String name) {
        for (String statement : text(name).split(";[ ]*(?:\\n|$)")) {
            boolean empty = statement.lines().allMatch(line -> line.isBlank() || line.startsWith("--"));
            if (!empty) {
                execute(statement);
            }
        }
    }

    /** Asks the one question of a script. */
    List<String> answers(String name) {
        return rows(text(name).strip().replaceFirst(";$", ""));
    }

    private static String text(String name) {
        try (InputStream in = Sql.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows as text, with the names of their columns. */
    List<String> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    String value = result.getString(i);
                    if (value != null) {
                        row.append(row.length() == 0 ? "" : "  ")
                                .append(result.getMetaData().getColumnLabel(i))
                                .append('=')
                                .append(value);
                    }
                }
                rows.add(row.toString());
            }
            return rows;
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
