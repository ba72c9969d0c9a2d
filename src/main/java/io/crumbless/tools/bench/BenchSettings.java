package io.crumbless.tools.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param work folder for data, outputs and results; data that is there is used again
 * @param scenarios in the order in which they are measured
 * @param peers in the order in which they take turns
 * @param rounds that count; one before them, in which the results are compared, does not
 * @param threads for every peer
 */
public record BenchSettings(Path work, List<Scenario> scenarios, List<Peer> peers, int rounds, int threads) {
    /** Best and worst are reported beside the median, and a single hiccup does not move it. */
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
