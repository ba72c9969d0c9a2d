package io.crumbless.night.local;

import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.snapshot.Warehouse;

/** Where a snapshot is put together that is not published yet. */
record Staging(Warehouse warehouse, String runId) {
    void create() {
        warehouse.stage(runId);
    }

    void delete() {
        warehouse.storage().deleteRecursively(warehouse.staging(runId));
    }

    /** The snapshot. */
    Location snapshot() {
        return warehouse.staging(runId).resolve("snapshot");
    }

    /** The pieces of its part files. */
    Location shards() {
        return warehouse.staging(runId).resolve("shards");
    }
}
