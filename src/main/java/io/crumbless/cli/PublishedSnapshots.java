package io.crumbless.cli;

import io.crumbless.run.JobFile;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.Warehouse;
import java.util.List;
import java.util.Optional;

/** What a job's warehouse holds, from its manifests: readable whatever else is going on. */
final class PublishedSnapshots {
    private PublishedSnapshots() {}

    /** One published snapshot. */
    record Snapshot(String runId, long profiles, long contactMoments) {}

    static Optional<Snapshot> current(JobFile job) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        return warehouse.current().map(runId -> snapshot(warehouse, runId));
    }

    /** Newest first. */
    static List<Snapshot> all(JobFile job) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        return warehouse.chain().stream()
                .map(runId -> snapshot(warehouse, runId))
                .toList();
    }

    private static Snapshot snapshot(Warehouse warehouse, String runId) {
        Manifest manifest = warehouse.manifest(runId);
        return new Snapshot(runId, manifest.rows("profiles"), manifest.rows("contact_moments"));
    }
}
