package io.crumbless.night.plan;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Guard;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.Optional;
import java.util.Set;

/**
 * A night: what was delivered becomes the next snapshot.
 *
 * @param accepted guards that an operator has reviewed and overrules for this night
 */
public record NightPlan(
        JobFile job, String runId, PlanTerms terms, Warehouse warehouse, Deliveries facts, Set<Guard> accepted)
        implements SnapshotPlan {
    public NightPlan {
        accepted = Set.copyOf(accepted);
    }

    @Override
    public Optional<PublishedSnapshot> previous() {
        return facts.log();
    }

    @Override
    public Optional<PublishedSnapshot> restored() {
        return Optional.empty();
    }

    @Override
    public Optional<String> settingsVersion() {
        return Optional.of(job.settingsVersion());
    }
}
