package io.crumbless.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One delivered file: rows by column. A value is a text, a list of texts or a list of {@link Map structs}; a missing one is
 * nothing.
 */
final class Delivery {
    private final List<String> columns;
    private final List<String> structFields;
    private final List<Map<String, ?>> rows = new ArrayList<>();

    /** @param structFields fields of the structs in the column {@code segments}; empty where it holds texts */
    Delivery(List<String> columns, List<String> structFields) {
        this.columns = List.copyOf(columns);
        this.structFields = List.copyOf(structFields);
    }

    void add(Map<String, ?> row) {
        rows.add(row);
    }

    int size() {
        return rows.size();
    }

    /**
     * Writes it as the source would.
     *
     * @param broken lines that are no records of the format, put between the others; of Parquet none
     */
    void write(Source source, Path file, Dice dice, List<String> broken, Sql duckDb) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            switch (source.format()) {
                case "csv" -> Files.writeString(file, csv(source.delimiter(), dice, broken), StandardCharsets.UTF_8);
                case "jsonl" -> Files.writeString(file, jsonLines(dice, broken), StandardCharsets.UTF_8);
                default ->
                    duckDb.execute("COPY (" + query() + ") TO '" + file + "' (FORMAT parquet, COMPRESSION "
                            + dice.pick("zstd", "snappy", "uncompressed") + ", PARQUET_VERSION " + dice.pick("v1", "v2")
                            + ")");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- CSV ---

    private String csv(char delimiter, Dice dice, List<String> broken) {
        String separator = String.valueOf(delimiter);
        List<String> lines = new ArrayList<>();
        for (Map<String, ?> row : rows) {
            lines.add(columns.stream()
                    .map(column -> csvField(row.get(column), delimiter, dice))
                    .collect(Collectors.joining(separator)));
        }
        for (String line : broken) {
            lines.add(dice.between(0, lines.size()), line);
        }
        lines.add(0, String.join(separator, columns));
        if (dice.oneIn(4)) {
            lines.add(dice.between(1, lines.size()), "");
        }
        String end = dice.pick("\n", "\n", "\r\n");
        return (dice.oneIn(5) ? "\uFEFF" : "") + String.join(end, lines) + (dice.oneIn(4) ? "" : end);
    }

    private static String csvField(@Nullable Object value, char delimiter, Dice dice) {
        if (value == null) {
            return dice.pick("", "", "", "NULL", "\\N", "''", "\"\"");
        }
        String text = value instanceof List<?> list ? listInCsv(list, dice) : (String) value;
        boolean quoted = text.indexOf(delimiter) >= 0 || text.indexOf('"') >= 0 || dice.oneIn(6);
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static String listInCsv(List<?> list, Dice dice) {
        boolean array = list.isEmpty() || list.contains(null) || dice.oneIn(3);
        return array ? json(list) : list.stream().map(String::valueOf).collect(Collectors.joining("|"));
    }

    // --- JSON Lines ---

    private String jsonLines(Dice dice, List<String> broken) {
        List<String> lines = new ArrayList<>();
        for (Map<String, ?> row : rows) {
            // Every key that is mapped occurs in each file.
            boolean first = lines.isEmpty();
            lines.add(columns.stream()
                    .filter(column -> row.get(column) != null || dice.oneIn(2) || first)
                    .map(column -> json(column) + ":" + json(row.get(column)))
                    .collect(Collectors.joining(",", "{", "}")));
        }
        for (String line : broken) {
            lines.add(dice.between(0, lines.size()), line);
        }
        if (dice.oneIn(4)) {
            lines.add(dice.between(0, lines.size()), dice.pick("", "  "));
        }
        return String.join("\n", lines) + (dice.oneIn(4) ? "" : "\n");
    }

    private static String json(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Delivery::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> struct) {
            return struct.entrySet().stream()
                    .map(field -> json(field.getKey()) + ":" + json(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    // --- Parquet ---

    private String query() {
        String selected = columns.stream()
                .map(column -> "c" + columns.indexOf(column) + "::" + sqlType(column) + " AS \"" + column + '"')
                .collect(Collectors.joining(", "));
        String names =
                columns.stream().map(column -> "c" + columns.indexOf(column)).collect(Collectors.joining(", "));
        String values = rows.stream()
                .map(row -> columns.stream()
                        .map(column -> sql(row.get(column)))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        String nothing = columns.stream().map(column -> "NULL").collect(Collectors.joining(", ", "(", ")"));
        return "SELECT " + selected + " FROM (VALUES " + (rows.isEmpty() ? nothing : values) + ") t(" + names + ")"
                + (rows.isEmpty() ? " WHERE false" : "");
    }

    private String sqlType(String column) {
        if (column.equals("purposes")) {
            return "VARCHAR[]";
        }
        if (!column.equals("segments")) {
            return "VARCHAR";
        }
        return structFields.isEmpty()
                ? "VARCHAR[]"
                : structFields.stream()
                        .map(field -> field + " VARCHAR")
                        .collect(Collectors.joining(", ", "STRUCT(", ")[]"));
    }

    private String sql(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::sql).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> struct) {
            return structFields.stream()
                    .map(field -> "'" + field + "': " + sql(struct.get(field)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return "'" + value.toString().replace("'", "''") + "'";
    }
}
