package io.crumbless.night.run;

import java.util.List;

/**
 * One step of the night, cut into parts that may run at the same time and are each done once.
 *
 * <p>Life: {@link #parts}, then {@link #run} for every part that no earlier attempt finished, then {@link #counts}. A
 * stage that an earlier attempt finished is only asked for its counts. What a part leaves behind must be whole and on
 * disk when {@code run} returns, and running it again must leave the same.
 */
public interface Stage {
    /** For people: {@code strip legacy}. */
    String name();

    /** Names of the parts, the same for every attempt of a run; never empty. */
    List<String> parts();

    /** How much a part is, in {@link #unit}s, for rates and the time left. */
    default long size(String part) {
        return 1;
    }

    /** What {@link #size} counts, in the plural. */
    default String unit() {
        return "parts";
    }

    /** How much of a part that is being run is done, in {@link #unit}s; asked by another thread. */
    default long done(String part) {
        return 0;
    }

    /**
     * Does one part.
     *
     * @throws Exception a {@link io.crumbless.process.Failure} if somebody else has to act
     */
    void run(String part) throws Exception;

    /** Lets go of what the parts held open or in memory together; called when no part is run any more, perhaps again. */
    default void release() {}

    /** What the stage's line of the result table shows, read from what the parts left behind. */
    List<Count> counts();
}
