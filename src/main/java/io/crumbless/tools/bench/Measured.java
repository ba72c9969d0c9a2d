package io.crumbless.tools.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** All measured rounds of one peer on the same data; at least one. */
public record Measured(Scenario scenario, Peer peer, List<ProcessUsage> rounds) {
    public Measured {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("rounds must hold at least one");
        }
        rounds = List.copyOf(rounds);
    }

    /** The median wall time; for an even number of rounds the mean of the two in the middle. */
    public double medianSeconds() {
        return median(
                rounds.stream().mapToDouble(ProcessUsage::seconds).sorted().toArray());
    }

    public double minSeconds() {
        return rounds.stream().mapToDouble(ProcessUsage::seconds).min().orElseThrow();
    }

    public double maxSeconds() {
        return rounds.stream().mapToDouble(ProcessUsage::seconds).max().orElseThrow();
    }

    /** The largest peak of all rounds. */
    public OptionalLong peakBytes() {
        return rounds.stream().flatMapToLong(took -> took.peakBytes().stream()).max();
    }

    /** The median processor time of the rounds. */
    public OptionalDouble cpuSeconds() {
        double[] reported = rounds.stream()
                .flatMapToDouble(took -> took.cpuSeconds().stream())
                .sorted()
                .toArray();
        return reported.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(reported));
    }

    /** Input rows (memberships, links and statements) per second. */
    public double rowsPerSecond() {
        return scenario.rows() / medianSeconds();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
