package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.write.PartFiles;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.storage.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows read from single pages equal those of the entire row group. */
@Tag("unit")
class RowsReaderTest {
    private static final int ROWS = 3_000;

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("seeds", 8));
    }

    private ParquetTable table(long seed, PartSettings settings) {
        Path file = folder.resolve("part-" + seed + ".parquet");
        PartFiles.write(file, settings, 0, ROWS, seed);
        return ParquetTable.openForFew(Location.of(file));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheSameAsTheWholeRowGroup(int seed) {
        Random random = new Random(seed);
        PartSettings settings = PartFiles.SETTINGS
                .withPage(1 + random.nextInt(400), 1 << 20)
                .withRowGroup(1 + random.nextInt(ROWS), Long.MAX_VALUE);
        ParquetTable table = table(seed, settings);
        for (int group = 0; group < Math.min(4, table.rowGroups()); group++) {
            int rows = (int) table.rowsIn(group);
            for (int i = 0; i < 6; i++) {
                int from = random.nextInt(rows);
                int to = from + 1 + random.nextInt(Math.min(40, rows - from));
                for (ColumnInfo column : table.columns()) {
                    assertThat(some(table, group, new RowSpan(from, to), column.name()))
                            .as("%s, rows %d to %d of %d", column.name(), from, to, rows)
                            .isEqualTo(all(table, group, column.name()).subList(from, to));
                }
            }
        }
    }

    private static List<List<@Nullable String>> some(ParquetTable table, int group, RowSpan span, String column) {
        List<List<@Nullable String>> found = new ArrayList<>();
        try (RowsReader rows = table.rows(group, span)) {
            GroupRow row = new GroupRow(rows);
            for (long at = 0; at < span.rows(); at++) {
                row.moveTo(at);
                found.add(row.items(column));
            }
        }
        return found;
    }

    private static List<List<@Nullable String>> all(ParquetTable table, int group, String column) {
        List<List<@Nullable String>> found = new ArrayList<>();
        try (RowGroupReader reader = table.rowGroup(group, List.of(column))) {
            GroupRow row = new GroupRow(reader);
            for (long at = 0; at < reader.rows(); at++) {
                row.moveTo(at);
                found.add(row.items(column));
            }
        }
        return found;
    }

    @Test
    void findsThePageAmongMany() {
        ParquetTable table = table(1, PartFiles.SETTINGS.withPage(50, 1 << 20));

        for (int row = 0; row < ROWS; row += 37) {
            RowSpan span = table.rowsThatMayHold(0, "subject_id", PartFiles.subject(row));
            assertThat(span.from()).isLessThanOrEqualTo(row);
            assertThat(span.to()).isGreaterThan(row);
            assertThat(span.rows()).isLessThanOrEqualTo(100);
        }
        assertThat(table.rowsThatMayHold(0, "subject_id", "a").isEmpty()).isTrue();
        assertThat(table.rowsThatMayHold(0, "subject_id", "z").isEmpty()).isTrue();
    }

    @Test
    void readsOnlyThePagesOfTheColumnsThatAreAskedFor() {
        ParquetTable table = table(2, PartFiles.SETTINGS.withPage(50, 1 << 20));

        try (RowsReader rows = table.rows(0, new RowSpan(1_500, 1_501))) {
            assertThat(rows.bytesRead()).isZero();
            rows.column("subject_id").next();
            assertThat(rows.bytesRead()).isBetween(1L, table.bytesIn(0) / 50);
        }
    }
}
