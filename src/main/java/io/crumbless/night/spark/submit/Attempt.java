package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The files by which a driver and the submitting process communicate. Each is replaced in one step.
 *
 * @param folder of this attempt
 */
record Attempt(Location folder) {
    /**
     * Argument of a driver whose parent process submitted it, and keeps its standard input open as long as it lives.
     */
    static final String FOLLOWED_BY_PARENT = "--followed-by-parent";

    private static final byte[] NOTHING = new byte[0];

    /** The work to execute. */
    Location work() {
        return folder.resolve("work.json");
    }

    Location resultFile() {
        return folder.resolve("result.json");
    }

    private Location failureFile() {
        return folder.resolve("failure.json");
    }

    private Location progressFile() {
        return folder.resolve("progress.json");
    }

    private Location stopFile() {
        return folder.resolve("stop");
    }

    private Location heartbeatFile() {
        return folder.resolve("heartbeat");
    }

    private Storage storage() {
        return Storage.of(folder);
    }

    /** The result in serialised form. */
    Optional<byte[]> result() {
        return storage().readIfThere(resultFile());
    }

    /**
     * Writes a message for the submitting process. After that process has deleted the folder it must not be created
     * again: other file systems refuse the file, but an object store accepts it. The work is always deleted before the
     * folder is listed for deletion; so if the work still exists after this write, the message is deleted with the
     * folder, and otherwise it is deleted here.
     */
    private void leave(Location file, byte[] content) {
        storage().replaceAtomically(file, content);
        if (storage().conditionalFiles().isPresent() && !storage().exists(work())) {
            storage().deleteFile(file);
        }
    }

    void keep(byte[] result) {
        leave(resultFile(), result);
    }

    /**
     * Why a driver ended.
     *
     * @param message contains no person's value
     */
    record Ended(ErrorCategory category, String message) {
        static Ended of(Failure failure) {
            return new Ended(failure.category(), String.valueOf(failure.getMessage()));
        }
    }

    Optional<Ended> ended() {
        return storage().exists(failureFile())
                ? Optional.of(ManifestFile.read(failureFile(), Ended.class))
                : Optional.empty();
    }

    void keep(Ended ended) {
        leave(failureFile(), ManifestFile.bytes(ended));
    }

    /**
     * The progress of a driver.
     *
     * @param application its id in the cluster
     * @param phase empty before the first one
     */
    record Reached(String application, String phase, int done, int total) {}

    void keep(Reached reached) {
        leave(progressFile(), ManifestFile.bytes(reached));
    }

    /** Empty while nothing is known; the next look makes up for a failed one. */
    Optional<Reached> reached() {
        try {
            return storage().exists(progressFile())
                    ? Optional.of(ManifestFile.read(progressFile(), Reached.class))
                    : Optional.empty();
        } catch (StorageException | Failure unreadable) {
            return Optional.empty();
        }
    }

    /** The work contains the key by which erased people are recognised, and is no longer needed. */
    void forgetWork() {
        try {
            storage().deleteFile(work());
        } catch (StorageException unreachable) {
            // It is deleted with the staging.
            return;
        }
    }

    void askToStop() {
        storage().replaceAtomically(stopFile(), NOTHING);
    }

    /** Heartbeat: the submitting process is alive and waits for the driver. */
    void beat(long number) {
        storage().replaceAtomically(heartbeatFile(), Long.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether no process waits for the driver any more: a stop was written, or the work was deleted, perhaps with the
     * entire folder. The work is written first and never replaced, unlike the heartbeat, which some file systems delete
     * before replacing it.
     */
    boolean isAskedToStop() {
        return storage().exists(stopFile()) || !storage().exists(work());
    }

    /** The last heartbeat; empty if it cannot be read. */
    Optional<String> lastBeat() {
        try (InputStream in = storage().open(heartbeatFile())) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (StorageException | IOException unreadable) {
            return Optional.empty();
        }
    }
}
