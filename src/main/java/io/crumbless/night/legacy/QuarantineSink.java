package io.crumbless.night.legacy;

/** Receives every row that could not be read, and the progress of the scan. Called by the scanning thread. */
@FunctionalInterface
public interface QuarantineSink {
    /** @param position line number in a text file, or row number in a Parquet file; starts at 1 */
    void quarantined(long position, LegacyRefusal reason);

    /** Called from time to time with the number of rows read so far; may throw to stop the scan. */
    default void advanced(long rows) {}
}
