package io.crumbless.night.legacy;

import io.crumbless.columnar.text.Packing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a delivered file is written. */
public enum Format {
    PARQUET("parquet"),
    CSV("csv", "tsv", "txt"),
    /** One JSON object on each line; the records of an Avro file are read so too. */
    JSONL("jsonl", "ndjson", "avro");

    private final List<String> endings;

    Format(String... endings) {
        this.endings = List.of(endings);
    }

    /** As the job file says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format a file of that name usually has, packed or not. */
    public static Optional<Format> ofFileName(String fileName) {
        String name = Packing.unpackedName(fileName);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.endings.contains(ending))
                .findFirst();
    }
}
