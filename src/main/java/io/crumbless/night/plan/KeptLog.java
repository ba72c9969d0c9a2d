package io.crumbless.night.plan;

import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.intake.Delivery;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import java.util.List;

/**
 * Facts of an older snapshot in place of deliveries: its evidence log, provided values that still exist, its removals
 * and refusals, and the withdrawals since.
 *
 * @param kept the older snapshot
 * @param current the current snapshot, whose log contains the withdrawals and ends since, and whose profiles contain
 *     the provided values that still exist
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
