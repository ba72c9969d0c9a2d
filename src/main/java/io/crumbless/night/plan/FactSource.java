package io.crumbless.night.plan;

import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.Delivers;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.intake.Delivery;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the facts of a plan come from. */
public sealed interface FactSource permits Deliveries, KeptLog {
    /** Everything that was delivered; empty where a kept log is what is read. */
    List<Delivery<?>> delivered();

    /** The deliveries of declarations. */
    List<Delivery<DeclarationSource>> declarations();

    /** The deliveries of requests to be erased. */
    List<Delivery<ErasureSource>> erasures();

    /** What the manifest names as read. */
    List<Manifest.Input> inputs();

    /** The increments that the evidence log holds afterwards, in order. */
    List<Manifest.Taken> takenAfter();

    /** The subjects that are worked on. */
    KeyShare share();

    /** Names of the declaration sources that deliver everything every night. */
    default Set<String> snapshotSources() {
        return declarations().stream()
                .map(Delivery::source)
                .filter(source -> source.delivers() == Delivers.SNAPSHOT)
                .map(DeclarationSource::name)
                .collect(Collectors.toSet());
    }
}
