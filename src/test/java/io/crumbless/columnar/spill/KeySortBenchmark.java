package io.crumbless.columnar.spill;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of sorting the records of an arena by subject. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeySortBenchmark {
    @Param({"8192", "262144"})
    int records = 8192;

    private byte[] arena;
    private int[] offsets;
    private int[] lengths;

    @Setup
    public void fill() {
        StringBuilder keys = new StringBuilder();
        offsets = new int[records];
        lengths = new int[records];
        for (int i = 0; i < records; i++) {
            String key = "C-" + (100_000 + i * 7919L % 900_001);
            offsets[i] = keys.length();
            lengths[i] = key.length();
            keys.append(key);
        }
        arena = keys.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public int[] sort() {
        return KeySort.order(arena, offsets, lengths, records);
    }
}
