package io.crumbless.night.local;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.ErasureRequest;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.intake.Delivery;
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

/** Remembers who was erased, signs the snapshot and notes its manifest, moves the snapshot into place and then, in one step, the pointer to it. */
final class PublishStage implements Stage {
    private static final String PART = "publish";

    private final NightWork work;
    private final ControlDatabase control;
    private final WarehouseLock lock;
    private final Clock clock;

    PublishStage(NightWork work, ControlDatabase control, WarehouseLock lock, Clock clock) {
        this.work = work;
        this.control = control;
        this.lock = lock;
        this.clock = clock;
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
        for (Delivery<ErasureSource> delivery : work.intake().erasures()) {
            Erasures.reader(delivery).read(request -> {
                if (request.requestedAtMicros() < work.night().asOfMicros()) {
                    erasures.add(erasure(request));
                }
            });
        }
        control.tombstones().add(erasures, work.runId(), clock.instant());
        lock.requireHeld("publish");
        PublishedState state = new PublishedState(work.warehouse(), control, clock);
        Location made = made();
        SignedSnapshot.sign(made, control.signing().key());
        state.publishing(work.runId(), made);
        work.warehouse().publish(work.runId());
        state.published(work.runId());
    }

    /** What will be current: one that is in place, as after a kill or when a rollback is undone, stays as it is. */
    private Location made() {
        Location staged = work.snapshot();
        boolean inPlace = work.warehouse().isComplete(work.runId())
                || !work.warehouse().storage().exists(staged.resolve(Warehouse.MANIFEST));
        return inPlace ? work.warehouse().snapshot(work.runId()) : staged;
    }

    private static Tombstones.Erasure erasure(ErasureRequest request) {
        return new Tombstones.Erasure(request.subject(), request.requestedAt(), request.keptReason());
    }

    @Override
    public List<Count> counts() {
        return List.of();
    }
}
