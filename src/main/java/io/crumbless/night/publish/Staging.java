package io.crumbless.night.publish;

import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.snapshot.Warehouse;

/** Where a snapshot is put together that is not published yet. */
public record Staging(Warehouse warehouse, String runId) {
    /** Makes its folder. */
    public void create() {
        warehouse.stage(runId);
    }

    /** Deletes whatever lies there. */
    public void delete() {
        warehouse.storage().deleteRecursively(warehouse.staging(runId));
    }

    /** The snapshot. */
    public Location snapshot() {
        return warehouse.staging(runId).resolve("snapshot");
    }

    /** The pieces of its part files. */
    public Location shards() {
        return warehouse.staging(runId).resolve("shards");
    }
}
