package io.crumbless.night.plan;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Guard;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A rollback: an older snapshot, with later withdrawals and ends applied, becomes the next one. */
public record RollbackPlan(JobFile job, String runId, PlanTerms terms, KeptLog facts) implements SnapshotPlan {
    @Override
    public Warehouse warehouse() {
        return facts.current().warehouse();
    }

    @Override
    public Optional<PublishedSnapshot> previous() {
        return Optional.of(facts.current());
    }

    @Override
    public Optional<PublishedSnapshot> restored() {
        return Optional.of(facts.kept());
    }

    @Override
    public Optional<String> settingsVersion() {
        return Optional.empty();
    }

    /** Fewer profiles are the purpose of a rollback; they were shown and confirmed. */
    @Override
    public Set<Guard> accepted() {
        return EnumSet.allOf(Guard.class);
    }
}
