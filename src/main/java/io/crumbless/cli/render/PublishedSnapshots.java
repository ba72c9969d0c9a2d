package io.crumbless.cli.render;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The published snapshots of a job's warehouse, from its manifests; readable while other processes use the warehouse.
 */
public final class PublishedSnapshots {
    private PublishedSnapshots() {}

    /** One published snapshot. */
    public record Snapshot(String runId, LocalDate businessDate, long profiles, long contactMoments) {}

    public static Optional<Snapshot> current(JobFile job) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        return warehouse.current().map(runId -> snapshot(warehouse, runId));
    }

    /**
     * The run id of the snapshot that a command works on.
     *
     * @param runId as given by the user; null for the current snapshot
     * @param verb what the command does, for the message: {@code audit}
     * @throws Failure caller if there is no such snapshot
     */
    public static String named(JobFile job, @Nullable String runId, String verb) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        if (runId == null) {
            return warehouse
                    .current()
                    .orElseThrow(() -> new Failure(
                            ErrorCategory.CALLER,
                            "Cannot " + verb + " warehouse " + warehouse.root()
                                    + ": nothing is published yet; run a night first"));
        }
        if (!warehouse.isComplete(runId)) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Unknown snapshot '" + runId + "': the warehouse " + warehouse.root() + " holds "
                            + String.join(", ", warehouse.chain()));
        }
        return runId;
    }

    /** Newest first. */
    public static List<Snapshot> all(JobFile job) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        return warehouse.chain().stream()
                .map(runId -> snapshot(warehouse, runId))
                .toList();
    }

    private static Snapshot snapshot(Warehouse warehouse, String runId) {
        Manifest manifest = warehouse.manifest(runId);
        return new Snapshot(
                runId, manifest.businessDate(), manifest.rows("profiles"), manifest.rows("contact_moments"));
    }
}
