package io.crumbless.night.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The benchmarks measure what they say. */
@Tag("unit")
class LegacyBenchmarkTest {
    @Test
    void findsTheLinkedAndSortsTheSame() {
        LegacyBenchmark benchmark = new LegacyBenchmark();
        benchmark.fill();

        assertThat(benchmark.lookUp()).isEqualTo(718);
        int[] order = benchmark.sortIds();
        byte[][] byComparing = benchmark.sortIdsByComparing();
        assertThat(order).hasSize(byComparing.length);
        for (int i = 0; i < order.length; i++) {
            assertThat(benchmark.id(order[i])).isEqualTo(byComparing[i]);
        }
    }
}
