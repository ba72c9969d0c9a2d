package io.crumbless.warehouse.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * A marker file next to the H2 file, by which a process that waits for the H2 file signals this to the process that has
 * it open. It is renewed while a process waits; a stale one is ignored after {@link #GOOD_FOR}.
 */
final class WaitMarker {
    private static final String FILE = "crumbless.waiting";

    /** Many times the pause between the attempts of a waiting process. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(2);

    private final Path file;

    /** @param folder folder of the H2 file */
    WaitMarker(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /** Creates or renews the file: this process waits. If the marker cannot be written, the other process closes the file later. */
    void create() {
        try {
            if (Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            } else {
                Files.createFile(file);
            }
        } catch (IOException e) {
            // Another process created or deleted it, or the folder is read-only.
        }
    }

    /** Deletes the file; other waiting processes create it again. */
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It expires soon.
        }
    }

    boolean isFresh() {
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
