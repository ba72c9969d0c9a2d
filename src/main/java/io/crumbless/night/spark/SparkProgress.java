package io.crumbless.night.spark;

/** Learns how far the work on Spark is. Called from any thread, often; what is said may be late, and counts nothing. */
@FunctionalInterface
public interface SparkProgress {
    /** Nobody listens. */
    SparkProgress SILENT = (phase, done, total) -> {};

    /**
     * @param phase what goes on, for people: {@code scatter}, {@code gather}, {@code parts}
     * @param done tasks that are over
     * @param total tasks of the phase
     */
    void advanced(String phase, int done, int total);

    /**
     * Asked before files are moved to where the snapshot is put together.
     *
     * @throws io.crumbless.process.Stopped if nobody waits for the work any more, so that another attempt at it may be at work
     */
    default void requireFollowed() {}
}
