package io.crumbless.tools.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The results of reading files on one thread.
 *
 * @param rows number of rows of each file
 * @param measured the readers, grouped by file, Crumbless first
 */
public record ReadReport(long rows, List<Reader> measured) {
    public ReadReport {
        measured = List.copyOf(measured);
    }

    /**
     * One reader of one file.
     *
     * @param file the kind of file, such as {@code csv} or {@code jsonl.gz}
     * @param bytes size of the file
     * @param reader {@code crumbless}, {@code duckdb}, or {@code gzip -dc | crumbless}
     * @param seconds wall time of each round, from the first byte to the last row
     * @param cpuSeconds processor time of the whole process in each round until it has read the file, including its
     *     start and gzip
     * @param againCpuSeconds processor time of each round to read the file again in the warm process; empty for piped
     *     input
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

        /** The median wall time; for an even number of rounds the lower of the two in the middle. */
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

    /** How many times faster Crumbless has read the same file than this reader, by wall time. */
    public double timesAsFast(Reader other) {
        return other.medianSeconds() / crumbless(other).medianSeconds();
    }

    /** Like {@link #timesAsFast}, by processor time including the start of the processes. */
    public double timesAsFastByCpu(Reader other) {
        return other.medianCpuSeconds() / crumbless(other).medianCpuSeconds();
    }

    /** Like {@link #timesAsFast}, by processor time of the second reading, without the start; empty for piped input. */
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
