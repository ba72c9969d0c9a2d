package io.crumbless.columnar.parquet.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.PackedLevels;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridReader;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridWriter;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.write.LevelWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.bytes.DirectByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs and packed groups are read and written as parquet-java reads and writes them, at every width and odd length. */
@Tag("unit")
class RunsTest {
    private static final int[] LENGTHS = {0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 63, 64, 65, 503, 504, 505, 511, 1000, 8193
    };

    private final Random random = new Random(42);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 7, 8, 9, 12, 16, 17, 24, 31, 32})
    void readsWhatTheLibraryWrites(int width) throws IOException {
        for (int length : LENGTHS) {
            int[] values = values(width, length);
            byte[] bytes = writtenByLibrary(values, width);

            assertThat(read(bytes, width, length)).as("%d values", length).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void passesOverWhatItWouldRead(int width) throws IOException {
        int most = (1 << width) - 1;
        for (int length : LENGTHS) {
            int[] values = values(width, length);
            byte[] bytes = writtenByLibrary(values, width);
            int passed = length == 0 ? 0 : random.nextInt(length + 1);
            int[] rest = Arrays.copyOfRange(values, passed, length);
            RleBitPackedHybridReader skipping = new RleBitPackedHybridReader(bytes, 0, bytes.length, width);
            RleBitPackedHybridReader counting = new RleBitPackedHybridReader(bytes, 0, bytes.length, width);

            skipping.skip(passed);
            int found = counting.skipLevels(passed, most);

            assertThat(found).isEqualTo((int) Arrays.stream(values, 0, passed)
                    .filter(value -> value == most)
                    .count());
            assertThat(read(skipping, rest.length)).isEqualTo(rest);
            assertThat(read(counting, rest.length)).isEqualTo(rest);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 7, 8, 9, 12, 16, 17, 24, 31})
    void writesWhatTheLibraryReads(int width) throws IOException {
        for (int length : LENGTHS) {
            int[] values = values(width, length);
            Bytes out = new Bytes(1);
            RleBitPackedHybridWriter writer = new RleBitPackedHybridWriter(out);
            writer.start(width);
            for (int value : values) {
                writer.add(value, 1);
            }
            writer.finish();

            assertThat(readByLibrary(out, width, length)).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8})
    void writesLevelsThatTheLibraryReads(int width) throws IOException {
        LevelWriter levels = new LevelWriter(width);
        for (int length : LENGTHS) {
            int[] values = values(width, length);
            for (int value : values) {
                if (value == 0) {
                    levels.addZeros(1);
                } else {
                    levels.add(value);
                }
            }
            Bytes out = new Bytes(1);
            levels.addTo(out);
            levels.clear();

            assertThat(readByLibrary(out, width, length))
                    .as("%d levels", length)
                    .isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 17, 24, 31, 32})
    void whatStaysIsReadBehindACut(int width) throws IOException {
        for (int length : LENGTHS) {
            for (int times = 0; times < 6; times++) {
                int[] values = values(width, length);
                byte[] bytes = writtenByLibrary(values, width);
                boolean[] goes = new boolean[length];
                for (int cut = length == 0 ? 0 : random.nextInt(8); cut > 0; cut--) {
                    int from = random.nextInt(length);
                    Arrays.fill(goes, from, Math.min(length, from + 1 + random.nextInt(1 << 2 * times)), true);
                }
                Ranges stay = new Ranges();
                int[] left = new int[length];
                int count = 0;
                int sought = length == 0 ? 1 : values[random.nextInt(length)];
                int soughtGone = 0;
                for (int i = 0; i < length; i++) {
                    if (!goes[i]) {
                        stay.add(i, i + 1);
                        left[count++] = values[i];
                    } else if (values[i] == sought) {
                        soughtGone++;
                    }
                }
                Bytes out = new Bytes(1);

                int gone =
                        RleBitPackedHybridCut.copy(new Slice(bytes, 0, bytes.length), width, stay, length, out, sought);

                if (width > 0) {
                    assertThat(gone).isEqualTo(soughtGone);
                }
                int[] expected = Arrays.copyOf(left, count);
                assertThat(read(Arrays.copyOf(out.array(), out.length()), width, count))
                        .as("%d of %d values", count, length)
                        .isEqualTo(expected);
                if (width < 32) {
                    assertThat(readByLibrary(out, width, count)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void rowsArePassedOverAsOneByOne() throws IOException {
        for (int length : LENGTHS) {
            int[] levels = values(1, length);
            byte[] bytes = writtenByLibrary(levels, 1);
            for (int times = 0; times < 10; times++) {
                RleBitPackedHybridReader reader = new RleBitPackedHybridReader(bytes, 0, bytes.length, 1);
                int at = 0;
                while (at < length) {
                    int rows = random.nextInt(1 << random.nextInt(9));
                    int expected = at;
                    for (int before = rows; expected < length; expected++) {
                        if (levels[expected] == 0 && before-- == 0) {
                            break;
                        }
                    }

                    int passed = reader.skipRows(rows, length - at);

                    assertThat(at + passed)
                            .as("%d rows from %d of %d", rows, at, length)
                            .isEqualTo(expected);
                    at = expected;
                    if (at < length) {
                        reader.skip(1);
                        at++;
                    }
                }
            }
        }
    }

    @Test
    void aCutOfDamagedRunsIsDamage() {
        Ranges stay = new Ranges();
        stay.add(1, 8);
        for (byte[] damaged : new byte[][] {{0x03}, {0x10}, {0x00}, {}, {-1, -1, -1, -1, -1, 1}}) {
            Slice runs = new Slice(damaged, 0, damaged.length);
            assertThatThrownBy(() -> RleBitPackedHybridCut.copy(runs, 3, stay, 8, new Bytes(8)))
                    .isInstanceOf(DamagedFile.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void levelsAreCountedAsOneByOne(int width) {
        for (int levels = 0; levels <= PackedLevels.BITS / width; levels++) {
            int[] values = values(width, levels);
            long word = 0;
            for (int i = 0; i < levels; i++) {
                word |= (long) values[i] << i * width;
            }
            for (int most = 0; most < 1 << width; most++) {
                assertThat(countOrDamage(most, word, levels, width))
                        .as("%d among %s", most, Arrays.toString(values))
                        .isEqualTo(plainCountOrDamage(most, values));
            }
        }
    }

    private static int countOrDamage(int most, long word, int levels, int width) {
        try {
            return PackedLevels.countOf(most, word, levels, width);
        } catch (DamagedFile e) {
            return -1;
        }
    }

    private static int plainCountOrDamage(int most, int[] levels) {
        return Arrays.stream(levels).anyMatch(level -> level > most)
                ? -1
                : (int) Arrays.stream(levels).filter(level -> level == most).count();
    }

    @Test
    void aMillionNullsTakeFourBytes() {
        LevelWriter levels = new LevelWriter(2);
        levels.addZeros(1_000_000);
        Bytes out = new Bytes(1);
        levels.addTo(out);

        assertThat(out.length()).isEqualTo(4);
    }

    @Test
    void aRunCutShortIsDamage() {
        byte[] packedRunOfEightWithoutItsBytes = {0x03};
        byte[] runWithoutItsValue = {0x10};
        byte[] emptyRun = {0x00};

        assertThatThrownBy(() -> read(packedRunOfEightWithoutItsBytes, 3, 8)).isInstanceOf(DamagedFile.class);
        assertThatThrownBy(() -> read(runWithoutItsValue, 3, 8)).isInstanceOf(DamagedFile.class);
        assertThatThrownBy(() -> read(emptyRun, 3, 1)).isInstanceOf(DamagedFile.class);
        assertThatThrownBy(() -> read(new byte[0], 3, 1)).isInstanceOf(DamagedFile.class);
    }

    /** Stretches of equal values among mixed ones. */
    private int[] values(int width, int length) {
        int[] values = new int[length];
        int at = 0;
        while (at < length) {
            int stretch = random.nextInt(3) == 0 ? random.nextInt(40) : 1;
            int value = width == 32 ? random.nextInt() : random.nextInt(Integer.MAX_VALUE) & ((1 << width) - 1);
            int end = Math.min(length, at + 1 + stretch);
            Arrays.fill(values, at, end, value);
            at = end;
        }
        return values;
    }

    /** In pieces, as batches do. */
    private static byte[] writtenByLibrary(int[] values, int width) throws IOException {
        RunLengthBitPackingHybridEncoder encoder =
                new RunLengthBitPackingHybridEncoder(width, 64, 1 << 20, new DirectByteBufferAllocator());
        for (int value : values) {
            encoder.writeInt(value);
        }
        return encoder.toBytes().toByteArray();
    }

    private int[] read(byte[] bytes, int width, int length) {
        return read(new RleBitPackedHybridReader(bytes, 0, bytes.length, width), length);
    }

    private int[] read(RleBitPackedHybridReader reader, int length) {
        int[] all = new int[length];
        int[] piece = new int[length + 1];
        int done = 0;
        while (done < length) {
            int some = Math.min(length - done, 1 + random.nextInt(100));
            reader.read(piece, some);
            System.arraycopy(piece, 0, all, done, some);
            done += some;
        }
        return all;
    }

    private static int[] readByLibrary(Bytes bytes, int width, int length) throws IOException {
        RunLengthBitPackingHybridDecoder decoder =
                new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(bytes.array(), 0, bytes.length()));
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = decoder.readInt();
        }
        return values;
    }
}
