package io.crumbless.columnar.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.DuckDb;
import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.Reading;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.rewrite.PartConcatenation;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * DuckDB and parquet-java read the intended types, values, nulls and indexes from our part files, including joined
 * ones.
 */
@Tag("unit")
@Tag("slow")
class PartFileDuckDbTest {
    private static final int ROWS = 9_000;

    /** Our canonical text of each column, as DuckDB says it. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("subject_id", "subject_id"),
            Map.entry("word", "word"),
            Map.entry("secret", "secret"),
            Map.entry("flag", "flag::varchar"),
            Map.entry("small", "small::varchar"),
            Map.entry("big", "big::varchar"),
            Map.entry("price", "price::varchar"),
            Map.entry("total", "total::varchar"),
            Map.entry("day", "day::varchar"),
            Map.entry("seen_at", "epoch_us(seen_at)::varchar"),
            Map.entry("tags", "tags::varchar"),
            Map.entry("numbers", "numbers::varchar"),
            Map.entry("secrets", "secrets::varchar"),
            Map.entry("word__lineage.source", "word__lineage.source"),
            Map.entry("word__lineage.purposes", "word__lineage.purposes::varchar"),
            Map.entry("word__lineage.declared_at", "epoch_us(word__lineage.declared_at)::varchar"),
            Map.entry("word__lineage.valid_until", "word__lineage.valid_until::varchar"),
            Map.entry("word__lineage.secret_day", "word__lineage.secret_day::varchar"),
            Map.entry("nothing", "nothing"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1000000, 20000, 1048576", "4000, 300, 5000", "370, 5, 100"})
    void readsEveryValueAlike(int rowGroupRows, int pageValues, int pageBytes) {
        Path file = folder.resolve("a.parquet");
        PartSettings settings =
                PartFiles.SETTINGS.withRowGroup(rowGroupRows, 1 << 30).withPage(pageValues, pageBytes);
        PartFiles.write(file, settings, 0, ROWS, 42);

        assertReadAlike(file);
    }

    @Test
    void readsAJoinedFileAlike() {
        assertReadAlike(joined());
    }

    private static void assertReadAlike(Path file) {
        ParquetTable table = ParquetTable.open(Location.of(file));
        try (DuckDb duck = new DuckDb()) {
            duck.execute("CREATE VIEW t AS SELECT * FROM read_parquet('" + file + "', file_row_number = true)");
            for (String path : PartFiles.SCHEMA.paths()) {
                List<String> theirs = duck.texts("SELECT " + TEXTS.get(path) + " FROM t ORDER BY file_row_number");
                assertThat(ours(table, path)).as(path).isEqualTo(theirs).hasSize(ROWS);
            }
            assertThat(duck.texts("SELECT count(*) FROM t WHERE word__lineage IS NULL"))
                    .containsExactly(String.valueOf(nullStructs(table)));
        }
    }

    private static List<String> ours(ParquetTable table, String path) {
        if (table.column(path).kind() != ColumnKind.TIMESTAMP) {
            return Reading.column(table, path);
        }
        List<String> micros = new ArrayList<>();
        for (int group = 0; group < table.rowGroups(); group++) {
            try (RowGroupReader rows = table.rowGroup(group, List.of(path))) {
                ColumnCursor cursor = rows.column(path);
                while (cursor.next()) {
                    micros.add(cursor.isNull() ? "null" : String.valueOf(cursor.micros()));
                }
            }
        }
        return micros;
    }

    private static int nullStructs(ParquetTable table) {
        int nulls = 0;
        for (int group = 0; group < table.rowGroups(); group++) {
            try (RowGroupReader rows = table.rowGroup(group, List.of("word__lineage.source"))) {
                ColumnCursor cursor = rows.column("word__lineage.source");
                while (cursor.next()) {
                    nulls += cursor.isStructNull() ? 1 : 0;
                }
            }
        }
        return nulls;
    }

    @Test
    void hasTheTypesThatEveryReaderTakes() {
        Path file = folder.resolve("a.parquet");
        PartFiles.write(file, PartFiles.SETTINGS, 0, 10, 1);

        try (DuckDb duck = new DuckDb()) {
            assertThat(duck.rows("DESCRIBE SELECT * FROM '" + file + "'"))
                    .extracting(row -> row.get(0) + " " + row.get(1))
                    .containsExactly(
                            "subject_id VARCHAR",
                            "word VARCHAR",
                            "secret VARCHAR",
                            "flag BOOLEAN",
                            "small INTEGER",
                            "big BIGINT",
                            "price DECIMAL(9,2)",
                            "total DECIMAL(18,4)",
                            "day DATE",
                            "seen_at TIMESTAMP WITH TIME ZONE",
                            "tags VARCHAR[]",
                            "numbers INTEGER[]",
                            "secrets VARCHAR[]",
                            "word__lineage STRUCT(\"source\" VARCHAR, purposes VARCHAR[], declared_at TIMESTAMP WITH TIME"
                                    + " ZONE, valid_until DATE, secret_day DATE)",
                            "nothing VARCHAR");
            assertThat(duck.texts("SELECT string_agg(name || '=' || field_id, ' ') FROM parquet_schema('" + file
                            + "') WHERE field_id IS NOT NULL"))
                    .first()
                    .asString()
                    .startsWith("subject_id=1 word=2 secret=3")
                    .contains("tags=11 element=12", "word__lineage=17 source=18 purposes=19 element=20");
        }
    }

    @Test
    void keepsNoSmallestOrLargestOfAColumnWithoutStatistics() throws IOException {
        for (Path file : List.of(single(), joined())) {
            try (DuckDb duck = new DuckDb()) {
                List<List<String>> bounds = duck.rows("SELECT path_in_schema, bool_and(stats_min_value IS NULL AND"
                        + " stats_max_value IS NULL AND stats_min IS NULL AND stats_max IS NULL)"
                        + " FROM parquet_metadata('" + file + "') GROUP BY ALL ORDER BY ALL");
                assertThat(bounds)
                        .filteredOn(row -> row.get(1).equals("true"))
                        .extracting(row -> row.get(0))
                        .containsExactly("nothing", "secret", "secrets, list, element", "word__lineage, secret_day");
            }
            try (ParquetFileReader reader = open(file)) {
                for (ColumnChunkMetaData chunk : chunks(reader)) {
                    boolean secret = chunk.getPath().toDotString().contains("secret");
                    assertThat(reader.readColumnIndex(chunk) == null)
                            .as(chunk.getPath().toDotString())
                            .isEqualTo(secret);
                    assertThat(reader.readOffsetIndex(chunk)).isNotNull();
                }
            }
        }
    }

    @Test
    void aBoundOfTheFooterBoundsEveryValue() {
        try (DuckDb duck = new DuckDb()) {
            Path file = single();
            List<List<String>> bounds = duck.rows("SELECT min(stats_min_value), max(stats_max_value) FROM"
                    + " parquet_metadata('" + file + "') WHERE path_in_schema = 'subject_id'");
            assertThat(bounds.get(0))
                    .isEqualTo(duck.rows("SELECT min(subject_id), max(subject_id) FROM '" + file + "'")
                            .get(0));
            // Wrong bounds would make DuckDB skip row groups.
            for (int row : new int[] {0, 1, 1999, 2000, 4500, 8999}) {
                assertThat(duck.texts("SELECT count(*) FROM '" + file + "' WHERE subject_id = '"
                                + PartFiles.subject(row) + "'"))
                        .containsExactly("1");
            }
            for (String column : List.of("word", "flag", "small", "big", "price", "total", "day", "seen_at")) {
                assertThat(duck.texts("SELECT count(*) FROM '" + file + "' a WHERE " + column + " = (SELECT max("
                                + column + ") FROM '" + file + "')"))
                        .as(column)
                        .isNotEqualTo(List.of("0"));
            }
        }
    }

    @Test
    void theBloomFilterKnowsEverySubjectAndFewOthers() throws IOException {
        for (Path file : List.of(single(), joined())) {
            try (ParquetFileReader reader = open(file)) {
                int row = 0;
                int wrong = 0;
                for (BlockMetaData group : reader.getRowGroups()) {
                    BloomFilter filter =
                            reader.readBloomFilter(group.getColumns().get(0));
                    for (int i = 0; i < group.getRowCount(); i++, row++) {
                        assertThat(filter.findHash(filter.hash(Binary.fromString(PartFiles.subject(row)))))
                                .isTrue();
                        wrong += filter.findHash(filter.hash(Binary.fromString("stranger-" + row))) ? 1 : 0;
                    }
                }
                assertThat(row).isEqualTo(ROWS);
                assertThat(wrong).isLessThan(ROWS / 30);
            }
            try (DuckDb duck = new DuckDb()) {
                assertThat(duck.texts("SELECT DISTINCT bloom_filter_excludes FROM parquet_bloom_probe('" + file
                                + "', 'subject_id', '" + PartFiles.subject(3) + "') ORDER BY ALL"))
                        .contains("false");
            }
        }
    }

    @Test
    void thePageIndexPointsAtThePagesAndTheirRows() throws IOException {
        for (Path file : List.of(single(), joined())) {
            try (ParquetFileReader reader = open(file)) {
                int row = 0;
                for (BlockMetaData group : reader.getRowGroups()) {
                    ColumnChunkMetaData subjects = group.getColumns().get(0);
                    OffsetIndex offsets = reader.readOffsetIndex(subjects);
                    ColumnIndex bounds = reader.readColumnIndex(subjects);
                    assertThat(offsets.getPageCount()).isGreaterThanOrEqualTo((int) group.getRowCount() / 300);
                    assertThat(offsets.getOffset(0)).isEqualTo(subjects.getFirstDataPageOffset());
                    for (int page = 0; page < offsets.getPageCount(); page++) {
                        int first = row + (int) offsets.getFirstRowIndex(page);
                        assertThat(new String(
                                        bounds.getMinValues().get(page).array(),
                                        java.nio.charset.StandardCharsets.UTF_8))
                                .isEqualTo(PartFiles.subject(first));
                    }
                    row += (int) group.getRowCount();
                }
            }
        }
    }

    private Path single() {
        Path file = folder.resolve("single.parquet");
        if (!file.toFile().exists()) {
            PartFiles.write(
                    file, PartFiles.SETTINGS.withRowGroup(2_000, 1 << 30).withPage(300, 5_000), 0, ROWS, 42);
        }
        return file;
    }

    private Path joined() {
        Path target = folder.resolve("joined.parquet");
        if (!target.toFile().exists()) {
            List<Location> shards = new ArrayList<>();
            int[] ends = {1, 2_500, 2_600, ROWS};
            int from = 0;
            for (int end : ends) {
                Path shard = folder.resolve("shard" + end + ".parquet");
                PartFiles.write(
                        shard, PartFiles.SETTINGS.withRowGroup(2_000, 1 << 30).withPage(300, 5_000), from, end, end);
                shards.add(Location.of(shard));
                from = end;
            }
            PartConcatenation.join(Location.of(target), PartFiles.SCHEMA, shards);
        }
        return target;
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    }

    private static List<ColumnChunkMetaData> chunks(ParquetFileReader reader) {
        return reader.getRowGroups().stream()
                .flatMap(group -> group.getColumns().stream())
                .toList();
    }
}
