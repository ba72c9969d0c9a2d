package io.crumbless.night.spark;

/**
 * Receives the progress of work on Spark. Called by any thread, often; reports may be late and must not be used for
 * counting.
 */
@FunctionalInterface
public interface SparkProgress {
    /** Ignores everything. */
    SparkProgress SILENT = (phase, done, total) -> {};

    /**
     * @param phase display name of the phase: {@code scatter}, {@code gather}, {@code parts}
     * @param done finished tasks
     * @param total all tasks of the phase
     */
    void advanced(String phase, int done, int total);

    /**
     * Called before files are moved to the staging of the snapshot.
     *
     * @throws io.crumbless.process.Stopped if nobody waits for the work any more, so that another attempt at it may be
     *     at work
     */
    default void requireFollowed() {}
}
