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
 * The files by which one driver and who submitted it communicate. Each is replaced in one step.
 *
 * @param folder their own
 */
record Attempt(Location folder) {
    /** Argument of a driver whose parent submitted it, and keeps its standard input open for as long as it lives. */
    static final String FOLLOWED_BY_PARENT = "--followed-by-parent";

    private static final byte[] NOTHING = new byte[0];

    /** What is to be done. */
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

    /** The written form of what came of it. */
    Optional<byte[]> result() {
        return storage().readIfThere(resultFile());
    }

    /**
     * Leaves a message for whoever submitted the work. Once they have deleted the folder it is not created again: other file systems
     * refuse the file, but on an object store any file creates its folder. There the work is always deleted before its folder is
     * listed for deletion; so if it is still there behind this write, the message goes with the folder, and else it is deleted here.
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
     * @param message holds no person's value
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
     * How far a driver is.
     *
     * @param application by which the cluster knows it
     * @param phase empty before the first one
     */
    record Reached(String application, String phase, int done, int total) {}

    void keep(Reached reached) {
        leave(progressFile(), ManifestFile.bytes(reached));
    }

    /** Empty while nothing is known; a look that fails is made up for by the next one. */
    Optional<Reached> reached() {
        try {
            return storage().exists(progressFile())
                    ? Optional.of(ManifestFile.read(progressFile(), Reached.class))
                    : Optional.empty();
        } catch (StorageException | Failure unreadable) {
            return Optional.empty();
        }
    }

    /** The work holds the key by which erased people are recognised; nobody needs it any more. */
    void forgetWork() {
        try {
            storage().deleteFile(work());
        } catch (StorageException unreachable) {
            // It goes with the staging.
            return;
        }
    }

    void askToStop() {
        storage().replaceAtomically(stopFile(), NOTHING);
    }

    /** Says that somebody waits for the driver. */
    void beat(long number) {
        storage().replaceAtomically(heartbeatFile(), Long.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether nobody waits for the driver: a stop was left there, or who submitted it has taken the work away, perhaps with all of the
     * folder. The work was written before anybody began and is never replaced, unlike the heartbeat, which some file systems delete
     * first.
     */
    boolean isAskedToStop() {
        return storage().exists(stopFile()) || !storage().exists(work());
    }

    /** What was said last; empty if that cannot be found out. */
    Optional<String> lastBeat() {
        try (InputStream in = storage().open(heartbeatFile())) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (StorageException | IOException unreadable) {
            return Optional.empty();
        }
    }
}
