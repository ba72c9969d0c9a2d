package io.crumbless.mutation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * One delivered file as records, before it is text.
 *
 * @param path relative to the job's folder
 * @param refuses whether its records withdraw, opt out or erase
 */
record DeliveredFile(
        String path, Format format, List<String> columns, List<Map<String, String>> records, boolean refuses) {
    /** How the records are written. */
    enum Format {
        CSV,
        JSON_LINES
    }

    private static final List<String> ID_COLUMNS = List.of("subject_id", "customer", "visitor");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The same file with other columns' names. */
    DeliveredFile renamed(String column, String name) {
        UnaryOperator<String> rename = each -> each.equals(column) ? name : each;
        return new DeliveredFile(
                path,
                format,
                columns.stream().map(rename).toList(),
                records.stream()
                        .map(each -> {
                            Map<String, String> record = new LinkedHashMap<>();
                            each.forEach((key, value) -> record.put(rename.apply(key), value));
                            return record;
                        })
                        .collect(Collectors.toList()),
                refuses);
    }

    /** The same file with one value of one record replaced. */
    DeliveredFile with(int record, String column, String value) {
        List<Map<String, String>> changed = new ArrayList<>(records);
        Map<String, String> copy = new LinkedHashMap<>(records.get(record));
        copy.put(column, value);
        changed.set(record, copy);
        return new DeliveredFile(path, format, columns, changed, refuses);
    }

    DeliveredFile as(Format other) {
        return new DeliveredFile(path, other, columns, records, refuses);
    }

    /** The column that names a person, or the cookie where none does. */
    String idColumn() {
        return idColumns().get(0);
    }

    List<String> idColumns() {
        return ID_COLUMNS.stream().filter(columns::contains).toList();
    }

    String text() {
        return switch (format) {
            case CSV -> csv();
            case JSON_LINES -> jsonLines();
        };
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    private String csv() {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (Map<String, String> record : records) {
            text.append(columns.stream()
                            .map(column -> quoted(record.getOrDefault(column, "")))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String quoted(String value) {
        return value.matches("[^\",\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private String jsonLines() {
        StringBuilder text = new StringBuilder();
        for (Map<String, String> record : records) {
            Map<String, String> present = new LinkedHashMap<>();
            columns.forEach(column -> {
                if (!record.getOrDefault(column, "").isEmpty()) {
                    present.put(column, record.get(column));
                }
            });
            text.append(JSON.writeValueAsString(present)).append('\n');
        }
        return text.toString();
    }
}
