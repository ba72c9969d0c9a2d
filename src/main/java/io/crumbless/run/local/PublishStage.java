package io.crumbless.run.local;

import io.crumbless.declaration.ErasureRequest;
import io.crumbless.declaration.delivery.ErasureSource;
import io.crumbless.ledger.Tombstones;
import io.crumbless.ledger.WarehouseLock;
import io.crumbless.run.Count;
import io.crumbless.run.Delivery;
import io.crumbless.run.Stage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Remembers who was erased, moves the snapshot into place and then, in one step, the pointer to it. */
final class PublishStage implements Stage {
    private static final String PART = "publish";

    private final NightWork work;
    private final Tombstones tombstones;
    private final WarehouseLock lock;
    private final Clock clock;

    PublishStage(NightWork work, Tombstones tombstones, WarehouseLock lock, Clock clock) {
        this.work = work;
        this.tombstones = tombstones;
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
        tombstones.add(erasures, work.runId(), clock.instant());
        lock.requireHeld("publish");
        work.warehouse().publish(work.runId());
    }

    private static Tombstones.Erasure erasure(ErasureRequest request) {
        return new Tombstones.Erasure(request.subject(), request.requestedAt(), request.keptReason());
    }

    @Override
    public List<Count> counts() {
        return List.of();
    }
}
