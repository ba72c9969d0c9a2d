package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.spark.DriverWork;
import io.crumbless.night.spark.SparkResult;
import io.crumbless.night.spark.SparkWork;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The folders in the staging of a run by which the submitting process and its drivers communicate: one per attempt, so
 * that an abandoned driver does not disturb a later one.
 *
 * @param folder of all attempts at one run
 */
record AttemptFolders(Location folder) {
    private static final String FOLDER = "driver";

    static AttemptFolders of(DriverWork work) {
        return new AttemptFolders(
                new Warehouse(work.warehouse()).staging(work.id()).resolve(FOLDER));
    }

    private Storage storage() {
        return Storage.of(folder);
    }

    private List<Attempt> attempts() {
        return storage().exists(folder)
                ? storage().list(folder).stream()
                        .filter(entry -> !entry.isFile())
                        .map(entry -> new Attempt(entry.location()))
                        .toList()
                : List.of();
    }

    /**
     * The result of an earlier attempt at the same work, with all its files. Works other than snapshots are never
     * resumed.
     *
     * @throws io.crumbless.process.Failure environment if what one left is damaged
     */
    Optional<byte[]> finished(DriverWork work) {
        if (!(work instanceof SparkWork)) {
            return Optional.empty();
        }
        Location snapshot = new Warehouse(work.warehouse()).unpublished(work.id());
        return attempts().stream()
                .flatMap(attempt -> attempt
                        .result()
                        .filter(result ->
                                isWhole(SparkResult.of(attempt.resultFile().text(), result), snapshot))
                        .stream())
                .findFirst();
    }

    private boolean isWhole(SparkResult result, Location snapshot) {
        return result.outputs().stream().allMatch(output -> storage()
                .find(snapshot.resolve(output.file()))
                .map(FileEntry::size)
                .filter(size -> size == output.bytes())
                .isPresent());
    }

    /** Starts an attempt; drivers of earlier attempts, which may still run on a cluster, are asked to stop. */
    Attempt begin(DriverWork work) {
        for (Attempt earlier : attempts()) {
            try {
                earlier.askToStop();
                earlier.forgetWork();
            } catch (StorageException gone) {
                // Its driver ends when the heartbeat stops.
                continue;
            }
        }
        storage().createFolders(folder, FileModes.PRIVATE);
        Attempt attempt = new Attempt(folder.resolve(UUID.randomUUID().toString()));
        storage().createFolders(attempt.folder(), FileModes.PRIVATE);
        work.write(attempt.work());
        return attempt;
    }
}
