package io.crumbless.differential;

import io.crumbless.DuckDb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A DuckDB in memory, and the scripts beside this class. */
final class Sql implements AutoCloseable {
    private final DuckDb duckDb = new DuckDb();

    void execute(String sql) {
        duckDb.execute(sql);
    }

    /** Runs a script: statements separated by a semicolon at the end of a line. */
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

    /** Rows as text, with the names of their columns; a null is left out. */
    List<String> rows(String sql) {
        return duckDb.query(sql).stream().map(Sql::text).toList();
    }

    private static String text(DuckDb.Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.columns().size(); i++) {
            if (row.values().get(i) != null) {
                cells.add(row.columns().get(i) + "=" + row.values().get(i));
            }
        }
        return String.join("  ", cells);
    }

    @Override
    public void close() {
        duckDb.close();
    }
}
