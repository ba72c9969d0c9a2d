package io.crumbless.night.scatter;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.Intake;
import io.crumbless.process.Failure;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Checks whether a disk has room for the spill of a night. A full disk discovered during the night would cost all its
 * work, so the minimum size is estimated from the numbers of records before any is read.
 */
public final class SpillRoom {
    /** The size of the shortest statement; most take 60 to 100 bytes. */
    private static final long STATEMENT_BYTES = 40;

    private static final double MIB = 1L << 20;

    private SpillRoom() {}

    /**
     * @param logged number of statements in the evidence log
     * @param spilled bytes left by an earlier attempt
     * @throws Failure environment where the disk cannot hold even the least
     */
    public static void require(Path folder, Intake intake, long logged, long spilled) {
        long statements = logged
                + intake.declarations().stream().mapToLong(Delivery::records).sum();
        long needed = statements * STATEMENT_BYTES - spilled;
        Location place = Location.of(folder);
        long free = Storage.of(place).usableBytes(place);
        if (needed > free) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    String.format(
                            Locale.ROOT,
                            "Cannot spill to %s: %,d statements take %,.0f MiB at least, and %,.0f MiB are free; free space"
                                    + " there, or name a folder on another disk with 'spill' in the job file",
                            folder,
                            statements,
                            needed / MIB,
                            free / MIB));
        }
    }
}
