package io.crumbless.columnar.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sorting by prefixes gives the same order as a stable sort of entire keys, compared as unsigned bytes. */
@Tag("unit")
class KeySortTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 255, 256, 1023, 1024, 8191, 8192})
    void sortsAsComparingWould(int count) {
        Random random = new Random(count);
        for (String start : List.of("", "C-", "4000000000000000000000000")) {
            byte[][] keys = new byte[count][];
            for (int i = 0; i < count; i++) {
                // Few enough that some are equal, and some of them longer than the eight bytes that are compared at
                // once.
                keys[i] = (start + text(random)).getBytes(StandardCharsets.UTF_8);
            }
            assertThat(order(keys)).containsExactly(plainOrder(keys));
        }
    }

    @Test
    void whatIsSortedStaysAsItIs() {
        assertThat(order(new byte[][] {{1}, {1}, {1, 0}, {1, 0, 0}, {2}})).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void theBenchmarkSorts() {
        KeySortBenchmark benchmark = new KeySortBenchmark();
        benchmark.fill();

        assertThat(benchmark.sort()).hasSize(benchmark.records).doesNotHaveDuplicates();
    }

    private static String text(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> Integer.toString(random.nextInt(50));
            case 2 -> "é" + random.nextInt(1000);
            default -> "00000000" + random.nextInt(300);
        };
    }

    private static int[] order(byte[][] keys) {
        ByteArrayOutputStream arena = new ByteArrayOutputStream();
        int[] offsets = new int[keys.length];
        int[] lengths = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            offsets[i] = arena.size();
            lengths[i] = keys[i].length;
            arena.writeBytes(keys[i]);
        }
        return KeySort.order(arena.toByteArray(), offsets, lengths, keys.length);
    }

    private static int[] plainOrder(byte[][] keys) {
        Comparator<Integer> byKey = (left, right) -> Arrays.compareUnsigned(keys[left], keys[right]);
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(byKey)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
