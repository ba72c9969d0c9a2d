package io.crumbless.night.plan;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Guard;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.Optional;
import java.util.Set;

/** A new snapshot is made, and published as the current one. */
public sealed interface SnapshotPlan extends Plan permits NightPlan, RollbackPlan {
    JobFile job();

    /** Names the snapshot; the same of every attempt at it. */
    String runId();

    PlanTerms terms();

    Warehouse warehouse();

    /** The snapshot that it follows; empty for the first one of a warehouse. */
    Optional<PublishedSnapshot> previous();

    /** The snapshot that is gone back to. */
    Optional<PublishedSnapshot> restored();

    /** Content hash of how the job file says that deliveries are read; empty where none is read. */
    Optional<String> settingsVersion();

    /** Guards that do not stop it. */
    Set<Guard> accepted();
}
