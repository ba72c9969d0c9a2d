package io.crumbless.tools.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was measured: for each scenario its peers, in their order. */
public record BenchReport(BenchSettings settings, List<Measured> measured) {
    public BenchReport {
        measured = List.copyOf(measured);
    }

    /** How many times as long the peer took as Crumbless did, by the medians; empty where Crumbless was not measured. */
    public OptionalDouble timesCrumbless(Measured one) {
        return ratio(one, find(one.scenario(), Peer.CRUMBLESS));
    }

    /** How many times as long it took as with even data of the same scale; empty where that was not measured. */
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

    /** Whether there is a line to draw: even data of two scales or more. */
    public boolean hasScales() {
        return measured.stream()
                        .map(Measured::scenario)
                        .filter(scenario -> scenario.skew() == Skew.NONE)
                        .distinct()
                        .count()
                > 1;
    }

    /** For the chart: peer, memberships and median of even data, separated by tabs. */
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
