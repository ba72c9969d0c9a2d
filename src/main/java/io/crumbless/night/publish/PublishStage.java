package io.crumbless.night.publish;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.ErasureRequest;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.Erasures;
import io.crumbless.night.plan.Publication;
import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.warehouse.evidence.PublishedState;
import io.crumbless.warehouse.evidence.SignedSnapshot;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Commits tombstones, signs the snapshot and records its manifest, moves the snapshot into place and then, in one step,
 * the pointer to it.
 */
final class PublishStage implements Stage {
    private static final String PART = "publish";

    private final SnapshotPlan plan;
    private final Staging staging;
    private final ControlDatabase control;
    private final WarehouseLock lock;
    private final Clock clock;

    PublishStage(SnapshotPlan plan, Staging staging, Publication publication) {
        this.plan = plan;
        this.staging = staging;
        this.control = publication.control();
        this.lock = publication.lock();
        this.clock = publication.clock();
    }

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public List<String> parts() {
        return List.of(PART);
    }

    @Override
    public void run(String part) {
        lock.requireHeld("publish");
        List<Tombstones.Erasure> erasures = new ArrayList<>();
        for (Delivery<ErasureSource> delivery : plan.facts().erasures()) {
            Erasures.reader(delivery).read(request -> {
                if (request.requestedAtMicros() < plan.terms().night().asOfMicros()) {
                    erasures.add(erasure(request));
                }
            });
        }
        control.tombstones().add(erasures, plan.runId(), clock.instant());
        lock.requireHeld("publish");
        PublishedState state = new PublishedState(plan.warehouse(), control, clock);
        Location made = made();
        SignedSnapshot.sign(made, control.signing().key());
        state.publishing(plan.runId(), made);
        plan.warehouse().publish(plan.runId());
        state.published(plan.runId());
    }

    /**
     * The snapshot to publish: one that is already in place, after a kill or if a rollback is undone, is not changed.
     */
    private Location made() {
        Location staged = staging.snapshot();
        boolean inPlace = plan.warehouse().isComplete(plan.runId())
                || !plan.warehouse().storage().exists(staged.resolve(Warehouse.MANIFEST));
        return inPlace ? plan.warehouse().snapshot(plan.runId()) : staged;
    }

    private static Tombstones.Erasure erasure(ErasureRequest request) {
        return new Tombstones.Erasure(request.subject(), request.requestedAt(), request.keptReason());
    }

    @Override
    public List<Count> counts() {
        return List.of();
    }
}
