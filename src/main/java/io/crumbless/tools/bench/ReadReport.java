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
     * @param cpuSeconds of the whole process in each round, with what starts it; empty where the system does not report it
     */
    public record Reader(
            String file, long bytes, String reader, List<Double> seconds, List<OptionalDouble> cpuSeconds) {
        public Reader {
            seconds = List.copyOf(seconds);
            cpuSeconds = List.copyOf(cpuSeconds);
        }

        /** Of an even number of rounds, the lower of the two in the middle. */
        public double medianSeconds() {
            return median(seconds);
        }

        /** As {@link #medianSeconds}. */
        public OptionalDouble medianCpuSeconds() {
            List<Double> known =
                    cpuSeconds.stream().flatMap(one -> one.stream().boxed()).toList();
            return known.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(known));
        }

        private static double median(List<Double> numbers) {
            return numbers.stream().sorted().toList().get((numbers.size() - 1) / 2);
        }
    }

    /** How many times as fast as this reader Crumbless has read the same file. */
    public double timesAsFast(Reader other) {
        return other.medianSeconds()
                / measured.stream()
                        .filter(one ->
                                one.file().equals(other.file()) && one.reader().equals(ReadBench.CRUMBLESS))
                        .findFirst()
                        .orElseThrow()
                        .medianSeconds();
    }
}
