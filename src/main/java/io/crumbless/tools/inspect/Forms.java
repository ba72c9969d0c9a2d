package io.crumbless.tools.inspect;

import io.crumbless.columnar.text.CsvDialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Describes file formats in words. */
public final class Forms {
    private Forms() {}

    /** Describes a format, for example {@code CSV, separated by ';', windows-1252, without header}. */
    public static String describe(FileForm form) {
        String packed = form.compression().map(how -> ", packed with " + how).orElse("");
        return form.unread().orElseGet(() -> unpacked(form) + packed);
    }

    private static String unpacked(FileForm form) {
        return switch (form.kind()) {
            case CSV -> csv(form);
            case JSONL -> "JSON Lines";
            case PARQUET -> "Parquet";
            case AVRO -> "Avro";
            case ORC -> "ORC";
            case DELTA -> "a table of Delta Lake";
            case ICEBERG -> "a table of Apache Iceberg";
            case EMPTY -> "nothing at all, not even a header";
            case OTHER -> "of a form that is not read";
        };
    }

    private static String csv(FileForm form) {
        CsvDialect dialect = form.dialect().orElse(CsvDialect.DEFAULT);
        List<String> words = new ArrayList<>(List.of("CSV"));
        if (form.columns().size() > 1) {
            words.add("separated by " + delimiter(dialect.delimiter()));
        }
        if (dialect.quote() == CsvDialect.NO_QUOTE) {
            words.add("without quotes");
        }
        if (!dialect.encoding().equals(StandardCharsets.UTF_8)) {
            words.add(dialect.encoding().name());
        }
        if (!form.hasHeader()) {
            words.add("without header");
        }
        return String.join(", ", words);
    }

    private static String delimiter(char delimiter) {
        return switch (delimiter) {
            case ',' -> "commas";
            case '\t' -> "tabs";
            case '\u0001' -> "control characters (\\u0001)";
            default -> "'" + delimiter + "'";
        };
    }
}
