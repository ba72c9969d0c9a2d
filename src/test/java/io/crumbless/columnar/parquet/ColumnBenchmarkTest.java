package io.crumbless.columnar.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The benchmarks measure what they say. */
@Tag("unit")
class ColumnBenchmarkTest {
    @Test
    void writesAndReadsEveryValue() throws IOException {
        ColumnBenchmark benchmark = new ColumnBenchmark();
        benchmark.fill();
        try {
            assertThat(benchmark.encode()).isPositive();
            assertThat(benchmark.decodeIds()).isEqualTo(16L * ColumnBenchmark.ROWS);
            assertThat(benchmark.decodeWords()).isBetween(9L * ColumnBenchmark.ROWS, 11L * ColumnBenchmark.ROWS);
            assertThat(benchmark.decodeMostlyNull()).isBetween(9L * 410, 11L * 410);
            assertThat(benchmark.encodeByLibrary()).isEqualTo(ColumnBenchmark.ROWS);
            assertThat(benchmark.decodeIdsByLibrary()).isEqualTo(benchmark.decodeIds());
            assertThat(benchmark.decodeWordsByLibrary()).isEqualTo(benchmark.decodeWords());
            assertThat(benchmark.decodeMostlyNullByLibrary()).isEqualTo(benchmark.decodeMostlyNull());
        } finally {
            benchmark.delete();
        }
    }
}
