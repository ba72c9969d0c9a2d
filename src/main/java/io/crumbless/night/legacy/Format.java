package io.crumbless.night.legacy;

import io.crumbless.columnar.text.Packing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The format of a delivered file. */
public enum Format {
    PARQUET("parquet"),
    CSV("csv", "tsv", "txt"),
    /** One JSON object per line; Avro records are read the same way. */
    JSONL("jsonl", "ndjson", "avro");

    private final List<String> endings;

    Format(String... endings) {
        this.endings = List.of(endings);
    }

    /** The name of the format in the job file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format that a file name usually indicates, compressed or not. */
    public static Optional<Format> ofFileName(String fileName) {
        String name = Packing.unpackedName(fileName);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.endings.contains(ending))
                .findFirst();
    }
}
