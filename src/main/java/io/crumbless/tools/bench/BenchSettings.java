package io.crumbless.tools.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * The settings of a bench.
 *
 * @param work folder for data, outputs and results; existing data is reused
 * @param scenarios in the order in which they are measured
 * @param peers in the order in which they take turns
 * @param rounds number of measured rounds; they are preceded by one that is not measured, in which the results are
 *     compared
 * @param threads number of threads of every peer
 */
public record BenchSettings(Path work, List<Scenario> scenarios, List<Peer> peers, int rounds, int threads) {
    /** Enough that a single outlier does not change the median; the best and worst rounds are also reported. */
    public static final int DEFAULT_ROUNDS = 5;

    public BenchSettings {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be 1 or more but was " + rounds);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more but was " + threads);
        }
        if (peers.isEmpty() || scenarios.isEmpty()) {
            throw new IllegalArgumentException("peers and scales must name at least one each");
        }
        scenarios = List.copyOf(scenarios);
        peers = peers.stream().distinct().sorted().toList();
    }
}
