package io.crumbless.night.run;

import java.util.List;

/**
 * One step of the night, divided into parts that may run concurrently and are each done once.
 *
 * <p>Life cycle: {@link #parts}, then {@link #run} for every part that no earlier attempt finished, then {@link
 * #counts}. For a stage that an earlier attempt finished, only {@link #counts} is called. The output of a part must be
 * complete and on disk when {@code run} returns, and running it again must give the same output.
 */
public interface Stage {
    /** Display name: {@code strip legacy}. */
    String name();

    /** Names of the parts, the same for every attempt of a run; never empty. */
    List<String> parts();

    /** Size of a part, in {@link #unit}s, for rates and the remaining time. */
    default long size(String part) {
        return 1;
    }

    /** The unit of {@link #size}, in the plural. */
    default String unit() {
        return "parts";
    }

    /** How much of a running part is done, in {@link #unit}s; called by another thread. */
    default long done(String part) {
        return 0;
    }

    /**
     * Runs one part.
     *
     * @throws Exception a {@link io.crumbless.process.Failure} if somebody else has to act
     */
    void run(String part) throws Exception;

    /** Releases resources shared by the parts; called when no part is running any more, possibly repeatedly. */
    default void release() {}

    /** The counts in the stage's line of the output, from what the parts wrote. */
    List<Count> counts();
}
