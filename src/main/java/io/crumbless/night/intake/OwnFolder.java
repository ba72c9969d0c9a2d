package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A folder in that of unfinished work, for a command that runs beside nights, which do not delete it. It is deleted
 * when it is closed, with the parent folders that were created for it.
 */
public record OwnFolder(Path path, List<Path> made) implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(1);

    public OwnFolder {
        made = List.copyOf(made);
    }

    /** The purpose of the folder. */
    public enum Use {
        /** Comparison of two policies. */
        POLICY_DIFF,
        /** Reading of legacy deliveries. */
        LEGACY_LOOK;

        private String prefix() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-";
        }
    }

    /** @throws Failure environment if it cannot be created */
    public static OwnFolder below(Path spill, Use use) {
        Path path = spill.resolve(use.prefix() + UUID.randomUUID());
        List<Path> made = new ArrayList<>();
        for (Path above = path.getParent(); above != null && !Files.exists(above); above = above.getParent()) {
            made.add(above);
        }
        try {
            FileModes.PRIVATE.createFolders(path);
            return new OwnFolder(path, made);
        } catch (IOException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot write below " + spill + ": check the free space and rights",
                    e);
        }
    }

    /** Whether it is such a folder, created within a day; older ones were left by a kill. */
    public static boolean mayBeInUse(Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        return Arrays.stream(Use.values()).anyMatch(use -> name.startsWith(use.prefix()))
                && Files.getLastModifiedTime(folder)
                        .toInstant()
                        .isAfter(Instant.now().minus(LONGEST));
    }

    @Override
    public void close() {
        // Deletion may be aborted by an interrupt, and personal data must not be left behind.
        boolean interrupted = Thread.interrupted();
        Location place = Location.of(path);
        Storage.of(place).deleteRecursively(place);
        for (Path folder : made) {
            try {
                Files.delete(folder);
            } catch (IOException someoneElses) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
