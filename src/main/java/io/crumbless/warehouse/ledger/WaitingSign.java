package io.crumbless.warehouse.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * A file beside the H2 file by which a process that waits for it makes itself known to one that could let go of it. It is renewed
 * while somebody waits; one that was left behind counts for nothing after {@link #GOOD_FOR}.
 */
final class WaitingSign {
    private static final String FILE = "crumbless.waiting";

    /** Many times the pause of those who wait. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(2);

    private final Path file;

    /** @param folder of the H2 file */
    WaitingSign(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /** That somebody waits. Where it cannot be written, whoever holds the file lets go of it later. */
    void raise() {
        try {
            if (Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            } else {
                Files.createFile(file);
            }
        } catch (IOException e) {
            // Another one raised or lowered it, or the folder is read-only.
        }
    }

    /** That nobody waits any more; others who do raise it again. */
    void lower() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It counts for nothing soon.
        }
    }

    boolean isUp() {
        try {
            return Files.exists(file)
                    && Files.getLastModifiedTime(file)
                            .toInstant()
                            .isAfter(Instant.now().minus(GOOD_FOR));
        } catch (IOException e) {
            return false;
        }
    }
}
