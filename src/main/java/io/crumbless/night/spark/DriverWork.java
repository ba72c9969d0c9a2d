package io.crumbless.night.spark;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;

/**
 * What a driver program is asked for. Its written form names files and settings and holds no password; where somebody was ever erased
 * it holds the key of the tombstones, so it is written where its owner alone reads, and deleted with the staging.
 */
public sealed interface DriverWork permits SparkWork, TrialWork, AuditWork {
    /** Names its folder in the staging of the warehouse. */
    String id();

    Location warehouse();

    /** Of the files that are made. */
    FileModes modes();

    /** Its written form, UTF-8. */
    default byte[] bytes() {
        return WorkFile.bytes(this);
    }

    /** Writes it where its owner alone reads, in one step. */
    default void write(Location file) {
        WorkFile.write(this, file);
    }

    /** @throws io.crumbless.process.Failure if the file does not hold one */
    static DriverWork read(Location file) {
        return WorkFile.read(file);
    }

    /** Reads what {@link #bytes} wrote. */
    static DriverWork of(byte[] written) {
        return WorkFile.parse(written, DriverWork.class);
    }
}
