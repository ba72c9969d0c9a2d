package io.crumbless.night.run;

import java.util.List;

/**
 * Stages that run concurrently, as chains: within a chain a stage begins when the previous one is done; chains do not
 * wait for one another. Names of parts are unique within a group.
 *
 * @param chains threads take parts of the first chain as long as one can be started, then of the next
 */
public record StageGroup(List<List<Stage>> chains) {
    public StageGroup {
        chains = chains.stream().map(List::copyOf).toList();
    }

    /** A group with a single stage. */
    public static StageGroup of(Stage stage) {
        return new StageGroup(List.of(List.of(stage)));
    }

    /** All stages, in the order in which they are reported. */
    public List<Stage> stages() {
        return chains.stream().flatMap(List::stream).toList();
    }
}
