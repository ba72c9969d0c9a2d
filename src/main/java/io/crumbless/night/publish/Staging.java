package io.crumbless.night.publish;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;

/**
 * Where a snapshot is built before it is published.
 *
 * @param shards pieces of its part files
 */
public record Staging(Warehouse warehouse, String runId, Location shards) {
    /** All of it in the warehouse. */
    public Staging(Warehouse warehouse, String runId) {
        this(warehouse, runId, warehouse.staging(runId).resolve("shards"));
    }

    /** With the pieces in a local folder if the warehouse is an object store, where each costs requests. */
    public static Staging withPiecesNear(Warehouse warehouse, String runId, Path folder) {
        return warehouse.storage().conditionalFiles().isPresent()
                ? new Staging(warehouse, runId, Location.of(folder.resolve("shards")))
                : new Staging(warehouse, runId);
    }

    /** Creates its folder. */
    public void create() {
        warehouse.stage(runId);
    }

    /** Deletes its content. */
    public void delete() {
        Storage.of(shards).deleteRecursively(shards);
        warehouse.storage().deleteRecursively(warehouse.staging(runId));
        warehouse.storage().deleteRecursively(warehouse.unpublished(runId));
    }

    /** The folder of the snapshot. */
    public Location snapshot() {
        return warehouse.unpublished(runId);
    }
}
