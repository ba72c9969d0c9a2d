package io.crumbless.night.delivery;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.Packing;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The format of a source's files. */
public sealed interface FileFormat {
    /** One record on one or more lines, fields separated by a delimiter. */
    record Csv(CsvDialect dialect) implements FileFormat {}

    /**
     * One JSON object on each line; UTF-8 unless a byte order mark says otherwise.
     *
     * @param copyOf format from which the lines were converted; empty if they were delivered
     */
    record JsonLines(Optional<TableFormat> copyOf) implements FileFormat {
        /** JSON Lines as delivered. */
        public JsonLines() {
            this(Optional.empty());
        }
    }

    /** Parquet files of any writer. */
    record Parquet() implements FileFormat {}

    /** The format that must be copied to JSON Lines before it is read; empty for others. */
    default Optional<TableFormat> table() {
        return this instanceof JsonLines lines ? lines.copyOf() : Optional.empty();
    }

    /**
     * Reads the keys {@code format} and {@code csv}. Without {@code format} the suffix of the path decides.
     *
     * @param path as written, with its wildcards
     */
    static FileFormat read(YamlMapping source, String path) {
        Map<String, FileFormat> words = new LinkedHashMap<>();
        words.put("csv", new Csv(CsvDialect.DEFAULT));
        words.put("jsonl", new JsonLines());
        words.put("parquet", new Parquet());
        // Its records are read as JSON Lines, see Packing.
        words.put("avro", new JsonLines());
        for (TableFormat table : TableFormat.values()) {
            words.put(table.word(), new JsonLines(Optional.of(table)));
        }
        Optional<FileFormat> named = source.optionalWord("format", words);
        Optional<FileFormat> format = named.or(() -> ofEnding(path, words));
        if (format.isEmpty() && !source.has("format") && !path.isEmpty()) {
            source.problem(
                    "path",
                    "Missing key 'format': the ending of '" + path + "' is none of csv, jsonl, parquet, avro and orc"
                            + PathHint.ofEnding(path));
        }
        PathHint.ofDays(path).ifPresent(fault -> source.problem("path", "Invalid path '" + path + "': " + fault));
        format.flatMap(FileFormat::table)
                .flatMap(table -> table.pathFault(path, false))
                .ifPresent(fault -> source.problem("path", "Invalid path '" + path + "': " + fault));
        Optional<CsvDialect> dialect = source.optionalMapping("csv").map(CsvSettings::read);
        boolean csv = format.isPresent() && format.get() instanceof Csv;
        if (dialect.isPresent() && !csv) {
            source.problem("csv", "Invalid " + source.name("csv") + ": the format is not csv");
        }
        return csv && dialect.isPresent() ? new Csv(dialect.get()) : format.orElse(new JsonLines());
    }

    private static Optional<FileFormat> ofEnding(String path, Map<String, FileFormat> words) {
        String name = Packing.unpackedName(path);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(words.get(ending.equals("ndjson") ? "jsonl" : ending));
    }
}
