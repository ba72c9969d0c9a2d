package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.text.Packing;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Advice about an invalid path in a job file. */
public final class PathHint {
    private static final Set<String> COMPRESSED = Set.of("xz", "snappy", "deflate", "z", "7z", "tar", "tgz", "rar");

    private static final Set<String> OTHERS = Set.of("xlsx", "xls", "ods", "arrow", "feather", "xml", "db");

    private static final Map<String, String> TEXTS = Map.of(
            "json", "; where each line holds one JSON object, set format: jsonl",
            "tsv", "; where tabs part the fields, set format: csv and csv: { delimiter: tab }",
            "tab", "; where tabs part the fields, set format: csv and csv: { delimiter: tab }");

    /** Notations for dates, some of which are not supported. */
    private static final Pattern OTHER_DATE =
            Pattern.compile("\\{(date[^},]+|[yYuMdDHhms_./-]+|year|month|day|hour)}", Pattern.CASE_INSENSITIVE);

    private PathHint() {}

    /** Advice if the suffix does not indicate a format; empty if there is none. */
    public static String ofEnding(String path) {
        String name = Packing.unpackedName(path);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (COMPRESSED.contains(ending)) {
            return "; files packed so are not read, have them delivered with gzip, zstd, bzip2 or lz4, or unpacked";
        }
        return OTHERS.contains(ending)
                ? "; such files are not read, have CSV, JSON Lines, Avro or Parquet delivered"
                : TEXTS.getOrDefault(ending, "");
    }

    /** The fault of the dates in a path, and advice; empty if there is none. */
    public static Optional<String> ofDays(String path) {
        Matcher found = OTHER_DATE.matcher(path);
        while (found.find()) {
            if (!new DayPath(Location.of(found.group())).bearsDate()) {
                return Optional.of("'" + found.group()
                        + "' is not a placeholder of a day: write {date} for 2026-11-22, or other formats "
                        + "{date:yyyyMMdd}, {date:yyyy/MM/dd}; hours are wildcards, as in hour=*");
            }
        }
        return DayPath.fault(path);
    }
}
