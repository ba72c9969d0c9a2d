package io.crumbless.tools.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The results of a bench: the measured peers of each scenario, in their order. */
public record BenchReport(BenchSettings settings, List<Measured> measured) {
    public BenchReport {
        measured = List.copyOf(measured);
    }

    /** The ratio of the peer's median time to that of Crumbless; empty if Crumbless was not measured. */
    public OptionalDouble timesCrumbless(Measured one) {
        return ratio(one, find(one.scenario(), Peer.CRUMBLESS));
    }

    /** The ratio of the median time to that with even data of the same scale; empty if that was not measured. */
    public OptionalDouble timesEven(Measured one) {
        return one.scenario().skew() == Skew.NONE
                ? OptionalDouble.empty()
                : ratio(one, find(new Scenario(one.scenario().memberships(), Skew.NONE), one.peer()));
    }

    private Optional<Measured> find(Scenario scenario, Peer peer) {
        return measured.stream()
                .filter(one -> one.peer() == peer && one.scenario().equals(scenario))
                .findFirst();
    }

    private static OptionalDouble ratio(Measured one, Optional<Measured> other) {
        return other.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(one.medianSeconds() / other.get().medianSeconds());
    }

    /** Whether a chart can be drawn, which needs even data of at least two scales. */
    public boolean hasScales() {
        return measured.stream()
                        .map(Measured::scenario)
                        .filter(scenario -> scenario.skew() == Skew.NONE)
                        .distinct()
                        .count()
                > 1;
    }

    /** The data points of the chart: peer, memberships and median for even data, separated by tabs. */
    String points() {
        StringBuilder points = new StringBuilder();
        for (Measured one : measured) {
            if (one.scenario().skew() == Skew.NONE) {
                points.append(String.format(
                        Locale.ROOT,
                        "%s\t%d\t%.3f%n",
                        one.peer().word(),
                        one.scenario().memberships(),
                        one.medianSeconds()));
            }
        }
        return points.toString();
    }
}
