package io.crumbless.night.run;

import java.util.List;

/**
 * Stages that are worked on at the same time, as chains: within a chain a stage begins when the one before it is done; no chain
 * waits for another. Names of parts differ within a group.
 *
 * @param chains threads take parts of the first as long as one can be begun, then of the next
 */
public record StageGroup(List<List<Stage>> chains) {
    public StageGroup {
        chains = chains.stream().map(List::copyOf).toList();
    }

    /** A stage by itself. */
    public static StageGroup of(Stage stage) {
        return new StageGroup(List.of(List.of(stage)));
    }

    /** All stages, in the order in which they are reported. */
    public List<Stage> stages() {
        return chains.stream().flatMap(List::stream).toList();
    }
}
