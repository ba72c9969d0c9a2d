package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.crumbless.DuckDb;
import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.read.ParquetInputException.Reason;
import io.crumbless.columnar.storage.Location;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts and sizes that contradict each other or the file are refused, by file and column, before memory is taken for them. */
@Tag("unit")
class LyingFooterTest {
    private static final long ONE_ROW_OF_GIGABYTES = 1_900_000_000L;

    @TempDir
    private Path folder;

    @Test
    void rowsWithoutRowGroupsAreRefused() throws IOException {
        Path file = oneColumn();
        ForeignFooter.change(file, footer -> footer.setRow_groups(new ArrayList<>()));

        assertRefused(() -> ParquetTable.open(Location.of(file)), Reason.DAMAGED, file)
                .hasMessageContaining("it speaks of 3 rows, its 0 row groups of 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 62, -5, 2, 4, Long.MIN_VALUE, Long.MAX_VALUE})
    void aCountThatItsRowGroupsDoNotHaveIsRefused(long rows) throws IOException {
        Path file = oneColumn();
        ForeignFooter.change(file, footer -> footer.setNum_rows(rows));

        assertRefused(() -> ParquetTable.open(Location.of(file)), Reason.DAMAGED, file)
                .hasMessageContaining("it speaks of " + rows + " rows, its 1 row groups of 3");
        assertRefused(() -> ParquetTable.openForFew(Location.of(file)), Reason.DAMAGED, file);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 62, -5, Long.MAX_VALUE})
    void aRowGroupWithRowsThatItsColumnsDoNotHaveIsRefused(long rows) throws IOException {
        Path file = oneColumn();
        ForeignFooter.change(file, footer -> {
            footer.setNum_rows(rows);
            footer.getRow_groups().get(0).setNum_rows(rows);
        });

        assertRefused(() -> ParquetTable.open(Location.of(file)), Reason.DAMAGED, file);
    }

    /** Nothing in the footer contradicts it; the pages do. */
    @Test
    void aColumnWithValuesThatItsPagesDoNotHaveIsRefused() throws IOException {
        Path file = oneColumn();
        ForeignFooter.change(file, footer -> {
            footer.setNum_rows(1L << 62);
            footer.getRow_groups().get(0).setNum_rows(1L << 62);
            ForeignFooter.chunk(footer, 0, 0).setNum_values(1L << 62);
        });

        assertRefused(() -> Reading.column(file, "a"), Reason.DAMAGED, file).hasMessageContaining("column 'a'");
    }

    @Test
    void sumsOfRowsThatNoNumberHoldsAreRefused() throws IOException {
        Path file = oneColumn();
        ForeignFooter.change(file, footer -> {
            footer.addToRow_groups(footer.getRow_groups().get(0).deepCopy().setNum_rows(Long.MAX_VALUE));
            footer.setNum_rows(Long.MIN_VALUE + 2);
        });

        assertRefused(() -> ParquetTable.open(Location.of(file)), Reason.DAMAGED, file);
    }

    /** The rows behind those that are counted would be lost. */
    @Test
    void pagesBehindTheLastCountedValueAreRefused() throws IOException {
        byte[] two = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .putInt(2)
                .array();
        HandMadeFile made =
                new HandMadeFile(required(Type.INT32), CompressionCodec.UNCOMPRESSED).page(2, Encoding.PLAIN, 8, two);
        assertThat(Reading.column(made.write(folder.resolve("a.parquet"), 2, 2), "a"))
                .containsExactly("1", "2");
        Path file = made.page(2, Encoding.PLAIN, 8, two).write(folder.resolve("b.parquet"), 2, 2);

        assertRefused(() -> Reading.column(file, "a"), Reason.DAMAGED, file)
                .hasMessageContaining("its pages have other values than its 2");
    }

    @Test
    void aSmallFileWithAValueOfGigabytesIsRefusedBeforeItIsDecompressed() throws IOException {
        byte[] stored = zeros(ONE_ROW_OF_GIGABYTES);
        assertThat(stored.length).isLessThan(300_000);
        Path file = new HandMadeFile(required(Type.BYTE_ARRAY), CompressionCodec.ZSTD)
                .page(1, Encoding.PLAIN, (int) ONE_ROW_OF_GIGABYTES, stored)
                .write(folder.resolve("a.parquet"), 1, 1);

        assertRefused(() -> Reading.column(file, "a"), Reason.UNSUPPORTED, file)
                .hasMessageContaining("column 'a': a page of 1900000000 bytes when decompressed is not read")
                .hasMessageContaining("write the file with smaller pages");
    }

    private static byte[] zeros(long count) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(stored).setLevel(1)) {
            byte[] some = new byte[1 << 20];
            for (long left = count; left > 0; left -= some.length) {
                zstd.write(some, 0, (int) Math.min(left, some.length));
            }
        }
        return stored.toByteArray();
    }

    /** Two bytes of a delta block stand for 65,536 equal steps. */
    @Test
    void aPageOfBillionsOfDeltaValuesIsRefused() throws IOException {
        Bytes delta = new Bytes(64);
        for (int number : new int[] {1 << 16, 1, 2_000_000_000, 0, 0, 0}) {
            delta.addVarint(number);
        }
        byte[] stored = java.util.Arrays.copyOf(delta.array(), delta.length());
        Path file = new HandMadeFile(required(Type.INT64), CompressionCodec.UNCOMPRESSED)
                .page(2_000_000_000, Encoding.DELTA_BINARY_PACKED, stored.length, stored)
                .write(folder.resolve("a.parquet"), 2_000_000_000, 2_000_000_000);

        assertRefused(() -> Reading.column(file, "a"), Reason.UNSUPPORTED, file)
                .hasMessageContaining("column 'a': a page of 2000000000 delta coded values is not read");
    }

    @Test
    void aRunOfBooleansThatClaimsBillionsIsNoMoreThanItsBytes() throws IOException {
        Bytes runs = new Bytes(64);
        runs.addVarint((1 << 28) << 1 | 1);
        byte[] stored = ByteBuffer.allocate(4 + runs.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(runs.length())
                .put(runs.array(), 0, runs.length())
                .array();
        Path file = new HandMadeFile(required(Type.BOOLEAN), CompressionCodec.UNCOMPRESSED)
                .page(1000, Encoding.RLE, stored.length, stored)
                .write(folder.resolve("a.parquet"), 1000, 1000);

        assertRefused(() -> Reading.column(file, "a"), Reason.DAMAGED, file)
                .hasMessageContaining("column 'a' is damaged: a packed run without bytes");
    }

    /** A few bytes of runs for two million items of one row. */
    @Test
    void aListOfMillionsOfItemsIsRefused() throws IOException {
        int items = 1 << 21;
        Bytes levels = new Bytes(64);
        levels.addVarint(1 << 1);
        levels.addByte(0);
        levels.addVarint((items - 1) << 1);
        levels.addByte(1);
        Bytes present = new Bytes(64);
        present.addVarint(items << 1);
        present.addByte(1);
        ByteBuffer page =
                ByteBuffer.allocate(12 + levels.length() + 2 * present.length()).order(ByteOrder.LITTLE_ENDIAN);
        for (Bytes runs : List.of(levels, present, present)) {
            page.putInt(runs.length()).put(runs.array(), 0, runs.length());
        }
        SchemaElement repeated = required(Type.BOOLEAN).setRepetition_type(FieldRepetitionType.REPEATED);
        Path file = new HandMadeFile(repeated, CompressionCodec.UNCOMPRESSED)
                .page(items, Encoding.RLE, page.capacity(), page.array())
                .write(folder.resolve("a.parquet"), 1, items);

        assertRefused(() -> Reading.column(file, "a"), Reason.DAMAGED, file)
                .hasMessageContaining("column 'a' is damaged: a list of more than 1048576 items");
    }

    /** parquet-java calls itself for each level. */
    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void aSchemaOfManyLevelsIsRefused(int levels) throws IOException {
        Path file = oneColumn();
        ForeignFooter.change(file, footer -> {
            List<SchemaElement> deep = new ArrayList<>();
            deep.add(new SchemaElement("root").setNum_children(2));
            deep.add(footer.getSchema().get(1));
            for (int i = 0; i < levels; i++) {
                deep.add(new SchemaElement("level" + i)
                        .setNum_children(1)
                        .setRepetition_type(FieldRepetitionType.OPTIONAL));
            }
            deep.add(required(Type.INT32).setName("bottom"));
            footer.setSchema(deep);
        });

        assertRefused(() -> ParquetTable.open(Location.of(file)), Reason.UNSUPPORTED, file)
                .hasMessageContaining("column 'level0' is nested deeper than 64 levels");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, -1, Integer.MAX_VALUE})
    void aSchemaThatIsNoTreeIsRefused(int children) throws IOException {
        Path file = oneColumn();
        ForeignFooter.change(file, footer -> footer.getSchema().get(0).setNum_children(children));

        assertRefused(() -> ParquetTable.open(Location.of(file)), Reason.DAMAGED, file)
                .hasMessageContaining("the footer is damaged: ");
    }

    @Test
    void aColumnChunkThatReachesIntoTheFooterIsRefused() throws IOException {
        Path file = oneColumn();
        long size = Files.size(file);
        ForeignFooter.change(file, footer -> ForeignFooter.chunk(footer, 0, 0).setTotal_compressed_size(size - 30));

        assertRefused(() -> ParquetTable.open(Location.of(file)), Reason.DAMAGED, file)
                .hasMessageContaining("a column chunk outside the file, of column 'a'");
    }

    private Path oneColumn() throws IOException {
        Path file = folder.resolve("a.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.write("SELECT i AS a FROM range(3) r(i)", file);
        }
        return file;
    }

    private static SchemaElement required(Type type) {
        return new SchemaElement("a").setType(type).setRepetition_type(FieldRepetitionType.REQUIRED);
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ThrowingCallable read, Reason reason, Path file) {
        return assertThatThrownBy(read)
                .isInstanceOf(ParquetInputException.class)
                .satisfies(thrown ->
                        assertThat(((ParquetInputException) thrown).reason()).isEqualTo(reason))
                .hasMessageContaining(file.toString());
    }
}
