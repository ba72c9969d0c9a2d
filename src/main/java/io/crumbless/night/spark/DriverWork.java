package io.crumbless.night.spark;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;

/**
 * The work of a driver program, in serialised form. It names files and settings and contains no password; if anybody
 * was ever erased it contains the key of the tombstones, so it is written to a file that only its owner can read, and
 * deleted with the staging.
 */
public sealed interface DriverWork permits SparkWork, TrialWork, AuditWork {
    /** The name of its folder in the staging of the warehouse. */
    String id();

    Location warehouse();

    /** Modes of the files to create. */
    FileModes modes();

    /** The serialised form, in UTF-8. */
    default byte[] bytes() {
        return WorkFile.bytes(this);
    }

    /** Writes it to a file that only its owner can read, in one step. */
    default void write(Location file) {
        WorkFile.write(this, file);
    }

    /** @throws io.crumbless.process.Failure if the file does not contain one */
    static DriverWork read(Location file) {
        return WorkFile.read(file);
    }

    /** Deserialises the result of {@link #bytes}. */
    static DriverWork of(byte[] written) {
        return WorkFile.parse(written, DriverWork.class);
    }
}
