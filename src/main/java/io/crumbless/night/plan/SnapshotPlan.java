package io.crumbless.night.plan;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Guard;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.Optional;
import java.util.Set;

/** Creates a new snapshot, and publishes it as the current one. */
public sealed interface SnapshotPlan extends Plan permits NightPlan, RollbackPlan {
    JobFile job();

    /** Identifies the snapshot; the same for every attempt. */
    String runId();

    PlanTerms terms();

    Warehouse warehouse();

    /** The previous snapshot; empty for the first one of a warehouse. */
    Optional<PublishedSnapshot> previous();

    /** The older snapshot that is restored; empty for a night. */
    Optional<PublishedSnapshot> restored();

    /** Content hash of the job's settings for reading deliveries; empty if none are read. */
    Optional<String> settingsVersion();

    /** Guards that do not stop it. */
    Set<Guard> accepted();
}
