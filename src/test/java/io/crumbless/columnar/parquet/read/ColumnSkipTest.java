package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.columnar.storage.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Passing over rows leads to the same values as reading them all, in every encoding, however dense the values stand. */
@Tag("unit")
@Tag("slow")
class ColumnSkipTest {
    private static final int ROWS = 20_000;

    @TempDir
    private Path folder;

    static Stream<Arguments> columns() {
        return Stream.of("V1", "V2").flatMap(version -> Stream.of(
                        "i::INTEGER",
                        "(i % 7)::INTEGER",
                        "(i * 1000003)::BIGINT",
                        "(i % 3 = 0)",
                        "(i * 0.5)::DOUBLE",
                        "(i % 11 * 0.25)::FLOAT",
                        "'text ' || i",
                        "'text ' || (i % 13)",
                        "(i * 7)::DECIMAL(38, 2)",
                        "[i, i + 1, NULL, i % 5]",
                        "CASE WHEN i % 2 = 0 THEN [] ELSE ['a', 'b' || (i % 4)] END")
                .flatMap(value -> Stream.of("1 = 1", "i % 3 = 0", "i % 911 = 5", "i > 15000", "i < 9", "1 = 0")
                        .map(where -> Arguments.of(version, value, where))));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void leadsToTheSameValues(String version, String value, String where) throws Exception {
        Path file = folder.resolve("column.parquet");
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute("COPY (SELECT CASE WHEN " + where + " THEN " + value + " END AS c FROM range(" + ROWS
                    + ") AS r(i)) TO '" + file + "' (FORMAT parquet, PARQUET_VERSION " + version
                    + ", ROW_GROUP_SIZE 10000)");
        }
        ParquetTable table = ParquetTable.open(Location.of(file));
        List<String> all = Reading.column(table, "c");
        assertThat(all).hasSize(ROWS);
        Random random = new Random(value.hashCode() + where.hashCode());
        for (int round = 0; round < 4; round++) {
            int before = 0;
            for (int group = 0; group < table.rowGroups(); group++) {
                int rows = (int) table.rowsIn(group);
                try (RowGroupReader reader = table.rowGroup(group, List.of("c"))) {
                    ColumnCursor cursor = reader.column("c");
                    int at = -1;
                    for (int step = step(random); at + step < rows; step = step(random)) {
                        cursor.skip(step);
                        at += step;
                        assertThat(Reading.text(cursor)).isEqualTo(all.get(before + at));
                    }
                    while (++at < rows) {
                        assertThat(cursor.next()).isTrue();
                        assertThat(Reading.text(cursor)).isEqualTo(all.get(before + at));
                    }
                    assertThat(cursor.next()).isFalse();
                }
                before += rows;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("columns")
    void findsTheRowsWithAValue(String version, String value, String where) throws Exception {
        Path file = folder.resolve("column.parquet");
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute("COPY (SELECT CASE WHEN " + where + " THEN " + value + " END AS c, CASE WHEN i % 5 < 2 THEN"
                    + " {'f': CASE WHEN " + where + " THEN " + value + " END} END AS s FROM range(" + ROWS
                    + ") AS r(i)) TO '" + file + "' (FORMAT parquet, PARQUET_VERSION " + version
                    + ", ROW_GROUP_SIZE 10000)");
        }
        ParquetTable table = ParquetTable.open(Location.of(file));
        for (int group = 0; group < table.rowGroups(); group++) {
            for (String column : List.of("c", "s.f")) {
                assertThat(found(table, group, column, ColumnCursor::toNextValue))
                        .isEqualTo(walked(table, group, column, cursor -> !cursor.isNull()));
                assertThat(found(table, group, column, ColumnCursor::toNextStruct))
                        .isEqualTo(walked(table, group, column, cursor -> !cursor.isStructNull()));
            }
        }
    }

    private static List<String> found(
            ParquetTable table, int group, String column, ToLongFunction<ColumnCursor> toNext) {
        List<String> found = new ArrayList<>();
        try (RowGroupReader reader = table.rowGroup(group, List.of(column))) {
            ColumnCursor cursor = reader.column(column);
            long row = -1;
            for (long moved = toNext.applyAsLong(cursor); moved > 0; moved = toNext.applyAsLong(cursor)) {
                row += moved;
                found.add(row + " " + Reading.text(cursor));
            }
        }
        return found;
    }

    private static List<String> walked(ParquetTable table, int group, String column, Predicate<ColumnCursor> wanted) {
        List<String> found = new ArrayList<>();
        try (RowGroupReader reader = table.rowGroup(group, List.of(column))) {
            ColumnCursor cursor = reader.column(column);
            for (long row = 0; cursor.next(); row++) {
                if (wanted.test(cursor)) {
                    found.add(row + " " + Reading.text(cursor));
                }
            }
        }
        return found;
    }

    private static int step(Random random) {
        return 1
                + random.nextInt(
                        switch (random.nextInt(4)) {
                            case 0 -> 2;
                            case 1 -> 100;
                            case 2 -> ChunkPages.BATCH;
                            default -> 3 * ChunkPages.BATCH;
                        });
    }

    @Test
    void doesNotLeadBeyondTheRowGroup() throws Exception {
        Path file = folder.resolve("column.parquet");
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute("COPY (SELECT i, [i] AS l FROM range(3000) AS r(i)) TO '" + file + "' (FORMAT parquet)");
        }
        ParquetTable table = ParquetTable.open(Location.of(file));
        for (String column : List.of("i", "l")) {
            for (int beyond : List.of(1, 2000)) {
                try (RowGroupReader reader = table.rowGroup(0, List.of(column))) {
                    ColumnCursor cursor = reader.column(column);
                    cursor.skip(1500);

                    assertThatThrownBy(() -> cursor.skip(1500 + beyond))
                            .isInstanceOf(ParquetInputException.class)
                            .hasMessageContaining("it ends before its row group does");
                }
            }
        }
    }
}
