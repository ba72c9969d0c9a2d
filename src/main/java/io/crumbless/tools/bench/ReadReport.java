package io.crumbless.tools.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How fast files are read on one thread.
 *
 * @param rows of each file
 * @param measured readers of the same file one behind the other, Crumbless first
 */
public record ReadReport(long rows, List<Reader> measured) {
    public ReadReport {
        measured = List.copyOf(measured);
    }

    /**
     * One reader of one file.
     *
     * @param file what is read, {@code csv}, {@code jsonl.gz}
     * @param bytes of the file
     * @param reader {@code crumbless}, {@code duckdb}, or {@code gzip -dc | crumbless}
     * @param seconds of each round on the clock, from the first byte to the last row
     * @param cpuSeconds of the whole process in each round until it has read the file, with what starts it, and of gzip
     *     beside it
     * @param againCpuSeconds of the process to read the file once more, in each round, when it is warm; empty for what is piped in
     */
    public record Reader(
            String file,
            long bytes,
            String reader,
            List<Double> seconds,
            List<Double> cpuSeconds,
            List<Double> againCpuSeconds) {
        public Reader {
            seconds = List.copyOf(seconds);
            cpuSeconds = List.copyOf(cpuSeconds);
            againCpuSeconds = List.copyOf(againCpuSeconds);
        }

        /** Of an even number of rounds, the lower of the two in the middle. */
        public double medianSeconds() {
            return median(seconds);
        }

        /** As {@link #medianSeconds}. */
        public double medianCpuSeconds() {
            return median(cpuSeconds);
        }

        /** As {@link #medianSeconds}. */
        public OptionalDouble medianAgainCpuSeconds() {
            return againCpuSeconds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(againCpuSeconds));
        }

        private static double median(List<Double> numbers) {
            return numbers.stream().sorted().toList().get((numbers.size() - 1) / 2);
        }
    }

    /** How many times as fast as this reader Crumbless has read the same file, by the clock. */
    public double timesAsFast(Reader other) {
        return other.medianSeconds() / crumbless(other).medianSeconds();
    }

    /** By processor time, with what starts the processes. */
    public double timesAsFastByCpu(Reader other) {
        return other.medianCpuSeconds() / crumbless(other).medianCpuSeconds();
    }

    /** By processor time of the second reading, without it; empty for what is piped in. */
    public OptionalDouble timesAsFastAgain(Reader other) {
        OptionalDouble own = crumbless(other).medianAgainCpuSeconds();
        OptionalDouble others = other.medianAgainCpuSeconds();
        return own.isPresent() && others.isPresent()
                ? OptionalDouble.of(others.getAsDouble() / own.getAsDouble())
                : OptionalDouble.empty();
    }

    private Reader crumbless(Reader other) {
        return measured.stream()
                .filter(one -> one.file().equals(other.file()) && one.reader().equals(ReadBench.CRUMBLESS))
                .findFirst()
                .orElseThrow();
    }
}
