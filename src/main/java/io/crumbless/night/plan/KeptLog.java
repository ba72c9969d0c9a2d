package io.crumbless.night.plan;

import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.intake.Delivery;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import java.util.List;

/**
 * An older snapshot in place of deliveries: its evidence log, what people had provided and is held still, its removals and
 * refusals, and the withdrawals that have come since.
 *
 * @param kept the older snapshot
 * @param current whose log holds the withdrawals and the ends since, and whose profiles what was provided and not gone since
 */
public record KeptLog(PublishedSnapshot kept, PublishedSnapshot current) implements FactSource {
    @Override
    public List<Delivery<?>> delivered() {
        return List.of();
    }

    @Override
    public List<Delivery<DeclarationSource>> declarations() {
        return List.of();
    }

    @Override
    public List<Delivery<ErasureSource>> erasures() {
        return List.of();
    }

    /** The inputs of the older snapshot. */
    @Override
    public List<Manifest.Input> inputs() {
        return kept.manifest().inputs();
    }

    @Override
    public List<Manifest.Taken> takenAfter() {
        return kept.manifest().taken();
    }

    @Override
    public KeyShare share() {
        return KeyShare.ALL;
    }
}
