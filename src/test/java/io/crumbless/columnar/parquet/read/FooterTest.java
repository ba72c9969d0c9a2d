package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.columnar.parquet.format.CompactThrift;
import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.write.PartFiles;
import io.crumbless.columnar.parquet.write.StableFooter;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A footer has the same content whether it is read at once or by row group. */
@Tag("unit")
class FooterTest {
    private static final int ROWS = 1_200;

    @TempDir
    private Path folder;

    /** A list of more than fourteen row groups has another header than a shorter one. */
    @ParameterizedTest
    @ValueSource(ints = {ROWS, 500, 86, 80, 7})
    void readsTheSameByRowGroup(int rowsInGroup) {
        Path file = folder.resolve("a.parquet");
        PartFiles.write(file, PartFiles.SETTINGS.withRowGroup(rowsInGroup, Long.MAX_VALUE), 0, ROWS, 5);

        requireSame(file);
    }

    @Test
    void readsTheSameOfFilesOfOtherWriters() throws IOException {
        Path file = folder.resolve("a.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT i AS n, 'word ' || i AS word, {'a': i, 'b': [i, i]} AS s FROM range(50000) r(i))"
                    + " TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        }

        assertThat(requireSame(file).rowGroups()).isGreaterThan(15);
    }

    @Test
    void readsTheSameOfAFileWithoutRows() {
        Path file = folder.resolve("a.parquet");
        PartFiles.write(file, PartFiles.SETTINGS, 0, 0, 5);

        assertThat(requireSame(file).rowGroups()).isZero();
    }

    private static ParquetTable requireSame(Path file) {
        ParquetTable whole = ParquetTable.open(Location.of(file));
        ParquetTable few = ParquetTable.openForFew(Location.of(file));
        assertThat(few.rows()).isEqualTo(whole.rows());
        assertThat(few.rowGroups()).isEqualTo(whole.rowGroups());
        assertThat(few.columns()).isEqualTo(whole.columns());
        assertThat(few.metadata()).isEqualTo(whole.metadata());
        // The last first, so that what is asked for is not what was read before.
        for (int group = whole.rowGroups() - 1; group >= 0; group--) {
            assertThat(few.rowsIn(group)).isEqualTo(whole.rowsIn(group));
            for (ColumnInfo column : whole.columns()) {
                Leaf leaf = whole.leaf(column.name());
                assertThat(words(few.chunk(group, leaf)))
                        .as("%s of row group %d", column.name(), group)
                        .isEqualTo(words(whole.chunk(group, leaf)));
            }
            assertThat(few.bytesIn(group)).isEqualTo(whole.bytesIn(group));
        }
        return whole;
    }

    private static List<Object> words(ColumnChunkMetaData chunk) {
        return Arrays.asList(
                        chunk,
                        chunk.getStatistics(),
                        chunk.getBloomFilterOffset(),
                        chunk.getTotalUncompressedSize(),
                        chunk.getColumnIndexReference() == null
                                ? -1
                                : chunk.getColumnIndexReference().getOffset(),
                        chunk.getOffsetIndexReference() == null
                                ? -1
                                : chunk.getOffsetIndexReference().getOffset())
                .stream()
                .map(Object::toString)
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void passesOverWhatNobodyAsksFor() throws IOException {
        Path file = folder.resolve("a.parquet");
        PartFiles.write(file, PartFiles.SETTINGS.withRowGroup(300, Long.MAX_VALUE), 0, ROWS, 5);
        ForeignFooter.change(file, footer -> ForeignFooter.chunk(footer, 2, 1).setTotal_compressed_size(1L << 40));

        ParquetTable few = ParquetTable.openForFew(Location.of(file));

        assertThat(few.mayHold(1, "subject_id", PartFiles.subject(310))).isTrue();
        assertThat(few.mayHold(2, "subject_id", PartFiles.subject(310))).isFalse();
        try (RowGroupReader rows = few.rowGroup(1, List.of("word"))) {
            assertThat(rows.rows()).isEqualTo(300);
        }
        assertThatThrownBy(() -> few.rowGroup(2, List.of("word")))
                .isInstanceOf(ParquetInputException.class)
                .hasMessageContaining(file + ": the footer is damaged: a column chunk outside the file");
        assertThatThrownBy(() -> ParquetTable.open(Location.of(file)))
                .isInstanceOf(ParquetInputException.class)
                .hasMessageContaining(file + ": the footer is damaged: a column chunk outside the file");
    }

    @Test
    void refusesAFirstColumnOutsideTheFile() throws IOException {
        Path file = folder.resolve("a.parquet");
        PartFiles.write(file, PartFiles.SETTINGS.withRowGroup(300, Long.MAX_VALUE), 0, ROWS, 5);
        ForeignFooter.change(file, footer -> ForeignFooter.chunk(footer, 2, 0).setTotal_compressed_size(1L << 40));

        assertThatThrownBy(() -> ParquetTable.openForFew(Location.of(file)))
                .isInstanceOf(ParquetInputException.class)
                .hasMessageContaining("a column chunk outside the file");
    }

    /** Lists in lists: one byte each, and a call each for whoever follows them. */
    @Test
    void isNotFollowedDeeperThanAFooterGoes() {
        byte[] bytes = new byte[1 << 20];
        Arrays.fill(bytes, (byte) 0x19);

        assertThatThrownBy(() -> new CompactThrift(bytes, 0, bytes.length).skipStruct())
                .isInstanceOf(DamagedFile.class);
        assertThatThrownBy(() -> new FooterLayout(bytes)).isInstanceOf(DamagedFile.class);
    }

    /** parquet-java lists encodings in the order of a hash set, which differs from process to process. */
    @Test
    void isTheSameInWhateverOrderEncodingsAreListed() throws IOException {
        Path file = folder.resolve("a.parquet");
        PartFiles.write(file, PartFiles.SETTINGS.withRowGroup(300, Long.MAX_VALUE), 0, ROWS, 5);
        byte[] written = Files.readAllBytes(file);
        ForeignFooter.change(file, footer -> footer.getRow_groups()
                .forEach(group -> group.getColumns().forEach(column -> {
                    List<Encoding> encodings = column.getMeta_data().getEncodings();
                    List<PageEncodingStats> stats = column.getMeta_data().getEncoding_stats();
                    encodings.sort(Comparator.comparing(Encoding::getValue).reversed());
                    Collections.reverse(stats);
                })));
        byte[] reversed = Files.readAllBytes(file);

        byte[] sorted = reversed.clone();
        StableFooter.sort(sorted);

        assertThat(reversed).isNotEqualTo(written);
        assertThat(sorted).isEqualTo(written);
    }
}
