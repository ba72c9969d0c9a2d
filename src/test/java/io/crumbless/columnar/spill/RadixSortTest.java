package io.crumbless.columnar.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers come into the order of their keys, unsigned and stable, and nothing outside of what is sorted moves. */
@Tag("unit")
class RadixSortTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 47, 48, 49, 50, 255, 256, 257, 5_000})
    void sortsAsComparingWould(int count) {
        for (long mask : new long[] {-1, 0xFF00, 0x7, 0xF00000000000000FL, 0}) {
            Random random = new Random(count + mask);
            long[] given = random.longs(count + 4).map(key -> key & mask).toArray();
            long[] keys = given.clone();
            int[] order = IntStream.range(0, given.length).toArray();
            new RadixSort(order, keys).sort(2, count + 2);

            Comparator<Integer> byKey = (left, right) -> Long.compareUnsigned(given[left], given[right]);
            assertThat(IntStream.of(order).skip(2).limit(count).toArray())
                    .isEqualTo(IntStream.range(2, count + 2)
                            .boxed()
                            .sorted(byKey)
                            .mapToInt(Integer::intValue)
                            .toArray());
            assertThat(IntStream.of(order).mapToLong(i -> given[i]).toArray()).isEqualTo(keys);
        }
    }
}
