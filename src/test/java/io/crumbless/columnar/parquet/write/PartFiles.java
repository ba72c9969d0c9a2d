package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.storage.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Part files with columns of every type, filled by a seed. */
public final class PartFiles {
    public static final TableSchema SCHEMA = TableSchema.of(
                    "profiles",
                    List.of(
                            Column.of("subject_id", 1, ColumnType.TEXT)
                                    .inEveryRow()
                                    .describedAs("Customer id"),
                            Column.of("word", 2, ColumnType.TEXT).describedAs("A word, \"quoted\""),
                            Column.of("secret", 3, ColumnType.TEXT).withoutStatistics(),
                            Column.of("flag", 4, ColumnType.BOOLEAN),
                            Column.of("small", 5, ColumnType.INT32),
                            Column.of("big", 6, ColumnType.INT64),
                            Column.of("price", 7, ColumnType.decimal(9, 2)),
                            Column.of("total", 8, ColumnType.decimal(18, 4)),
                            Column.of("day", 9, ColumnType.DATE),
                            Column.of("seen_at", 10, ColumnType.TIMESTAMP_MICROS),
                            Column.list("tags", 11, 12, ColumnType.TEXT),
                            Column.list("numbers", 13, 14, ColumnType.INT32),
                            Column.list("secrets", 15, 16, ColumnType.TEXT).withoutStatistics(),
                            Struct.of(
                                            "word__lineage",
                                            17,
                                            List.of(
                                                    Column.of("source", 18, ColumnType.TEXT),
                                                    Column.list("purposes", 19, 20, ColumnType.TEXT),
                                                    Column.of("declared_at", 21, ColumnType.TIMESTAMP_MICROS),
                                                    Column.of("valid_until", 22, ColumnType.DATE),
                                                    Column.of("secret_day", 23, ColumnType.DATE)
                                                            .withoutStatistics()))
                                    .describedAs("Where it comes from"),
                            Column.of("nothing", 24, ColumnType.TEXT)))
            .withMetadata(Map.of("crumbless.layout", "1", "a.b", "c"));

    public static final PartSettings SETTINGS = PartSettings.DEFAULT.withBloomFilter("subject_id");

    private PartFiles() {}

    public static String subject(int row) {
        return "customer-%08d".formatted(3 * row);
    }

    public static PartSummary write(Path file, PartSettings settings, int from, int to, long seed) {
        try (PartWriter writer = PartWriter.create(Location.of(file), SCHEMA, settings)) {
            Random random = new Random(seed);
            for (int row = from; row < to; row++) {
                writeRow(writer, row, random);
            }
            return writer.finish();
        }
    }

    private static void writeRow(PartWriter writer, int row, Random random) {
        writer.beginRow();
        writer.text(0, subject(row));
        if (random.nextInt(3) == 0) {
            writer.text(leaf("word"), "wörd " + random.nextInt(40));
        }
        if (random.nextBoolean()) {
            writer.text(leaf("secret"), "secret " + random.nextInt());
        }
        if (random.nextInt(10) == 0) {
            writer.flag(leaf("flag"), random.nextBoolean());
        }
        if (random.nextInt(50) == 0) {
            writer.whole(leaf("small"), random.nextInt());
        }
        writer.whole(leaf("big"), random.nextLong());
        if (random.nextBoolean()) {
            writer.decimal(leaf("price"), random.nextInt(999_999_999) - 500_000_000L);
            writer.decimal(leaf("total"), random.nextLong() % 1_000_000_000_000_000_000L);
        }
        if (random.nextInt(5) > 0) {
            writer.day(leaf("day"), random.nextInt(40_000) - 10_000);
            writer.micros(leaf("seen_at"), random.nextLong() % 4_000_000_000_000_000L);
        }
        writeLists(writer, random);
        if (random.nextInt(4) == 0) {
            writeStruct(writer, random);
        }
        writer.endRow();
    }

    private static void writeLists(PartWriter writer, Random random) {
        if (random.nextBoolean()) {
            writer.texts(leaf("tags"), words(random));
        }
        if (random.nextInt(6) == 0) {
            writer.wholes(
                    leaf("numbers"),
                    random.ints(random.nextInt(5)).asLongStream().toArray());
        }
        if (random.nextInt(6) == 0) {
            writer.texts(leaf("secrets"), words(random));
        }
    }

    private static void writeStruct(PartWriter writer, Random random) {
        writer.beginStruct(SCHEMA.struct("word__lineage"));
        if (random.nextBoolean()) {
            writer.text(leaf("word__lineage.source"), random.nextBoolean() ? "store" : "web");
        }
        if (random.nextBoolean()) {
            writer.texts(leaf("word__lineage.purposes"), words(random));
        }
        if (random.nextBoolean()) {
            writer.micros(leaf("word__lineage.declared_at"), random.nextInt());
            writer.day(leaf("word__lineage.valid_until"), random.nextInt(3000));
        }
        if (random.nextBoolean()) {
            writer.day(leaf("word__lineage.secret_day"), 12_345);
        }
        writer.endStruct();
    }

    private static List<String> words(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            words.add("tag" + random.nextInt(30));
        }
        return words;
    }

    private static int leaf(String path) {
        return SCHEMA.leaf(path);
    }
}
