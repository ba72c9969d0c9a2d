package io.crumbless.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows about what a test has chosen, for tables of the same names in {@code facts.sql}. */
final class Facts {
    private static final String NOTHING = "\\N";

    private final Map<String, StringBuilder> rows = new LinkedHashMap<>();

    void add(String table, @Nullable Object... values) {
        String row = Arrays.stream(values).map(Facts::field).collect(Collectors.joining(","));
        rows.computeIfAbsent(table, any -> new StringBuilder()).append(row).append('\n');
    }

    private static String field(@Nullable Object value) {
        return value == null ? NOTHING : '"' + value.toString().replace("\"", "\"\"") + '"';
    }

    /** Statements that fill the tables from files in the folder. */
    List<String> load(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, StringBuilder> table : rows.entrySet()) {
                Files.writeString(folder.resolve(table.getKey() + ".csv"), table.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows.keySet().stream()
                .map(table -> "COPY " + table + " FROM '" + folder.resolve(table + ".csv")
                        + "' (FORMAT csv, HEADER false, NULLSTR '\\N', AUTO_DETECT false)")
                .toList();
    }
}
