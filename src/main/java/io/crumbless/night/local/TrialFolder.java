package io.crumbless.night.local;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A folder of its own; whatever happens, it goes, and so do the folders that were made for it. */
record TrialFolder(Path path, List<Path> made) implements AutoCloseable {
    private static final String PREFIX = "policy-diff-";
    private static final Duration LONGEST = Duration.ofDays(1);

    static TrialFolder below(Path spill) {
        Path path = spill.resolve(PREFIX + UUID.randomUUID());
        List<Path> made = new ArrayList<>();
        for (Path above = path.getParent(); above != null && !Files.exists(above); above = above.getParent()) {
            made.add(above);
        }
        try {
            FileModes.PRIVATE.createFolders(path);
            return new TrialFolder(path, made);
        } catch (IOException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot write below " + spill + ": check the free space and rights",
                    e);
        }
    }

    /** Whether the folder is that of a comparison which began within a day; what is older was left by a kill. */
    static boolean mayBeInUse(Path folder) throws IOException {
        return String.valueOf(folder.getFileName()).startsWith(PREFIX)
                && Files.getLastModifiedTime(folder)
                        .toInstant()
                        .isAfter(Instant.now().minus(LONGEST));
    }

    @Override
    public void close() {
        // What deletes files may heed an interrupt; nothing of people is left behind for that.
        boolean interrupted = Thread.interrupted();
        new Workspace(path).delete();
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
