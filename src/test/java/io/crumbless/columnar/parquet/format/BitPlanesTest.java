package io.crumbless.columnar.parquet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels taken apart say the same as the numbers they were. */
@Tag("unit")
class BitPlanesTest {
    private static final int VALUES = 5_000;
    private static final int BATCH = 1_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void compareAsTheNumbersDo(int width) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int[] levels = levels(random, 1 << width);
            byte[] runs = encoded(levels, width);
            RleBitPackedHybridReader reader = new RleBitPackedHybridReader(runs, 0, runs.length, width);
            BitPlanes planes = new BitPlanes(width, BATCH);
            for (int at = 0; at < VALUES; ) {
                int count = Math.min(VALUES - at, 1 + random.nextInt(BATCH));
                reader.read(planes, count);
                for (int limit = 0; limit <= 1 << width; limit++) {
                    assertThat(reaching(planes, limit, count))
                            .as("seed %d, width %d, from %d, limit %d", seed, width, at, limit)
                            .isEqualTo(reaching(levels, limit, at, count));
                }
                at += count;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void takeNoLevelThatIsWiderThanTheyAre(int width) {
        byte[] run = {8 << 1, (byte) (1 << width)};
        RleBitPackedHybridReader reader = new RleBitPackedHybridReader(run, 0, run.length, width);

        assertThatThrownBy(() -> reader.read(new BitPlanes(width, BATCH), 8))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("deeper than the schema");
    }

    /** Long runs of one number and short ones of many, so that both kinds of runs are written. */
    private static int[] levels(Random random, int numbers) {
        int[] levels = new int[VALUES];
        for (int at = 0; at < VALUES; ) {
            int stop = Math.min(VALUES, at + 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 3));
            Arrays.fill(levels, at, stop, random.nextInt(numbers));
            at = stop;
        }
        return levels;
    }

    private static byte[] encoded(int[] levels, int width) {
        Bytes out = new Bytes(64);
        RleBitPackedHybridWriter writer = new RleBitPackedHybridWriter(out);
        writer.start(width);
        for (int level : levels) {
            writer.add(level, 1);
        }
        writer.finish();
        return Arrays.copyOf(out.array(), out.length());
    }

    private static boolean[] reaching(BitPlanes planes, int limit, int count) {
        boolean[] reaching = new boolean[count];
        for (int i = 0; i < count; i++) {
            reaching[i] = (planes.atLeast(limit, i >>> 6) >>> i & 1) != 0;
        }
        return reaching;
    }

    private static boolean[] reaching(int[] levels, int limit, int from, int count) {
        boolean[] reaching = new boolean[count];
        for (int i = 0; i < count; i++) {
            reaching[i] = levels[from + i] >= limit;
        }
        return reaching;
    }
}
