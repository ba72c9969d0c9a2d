package io.crumbless.night.legacy;

/** Receives every row that could not be read, and how far the reading is. Called by the thread that scans. */
@FunctionalInterface
public interface QuarantineSink {
    /** @param position line of a text file, or number of the row in a Parquet file; from 1 */
    void quarantined(long position, LegacyRefusal reason);

    /** Called now and then with how many rows were read; may throw to stop the reading. */
    default void advanced(long rows) {}
}
