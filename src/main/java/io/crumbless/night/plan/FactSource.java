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

/** The source of the facts of a plan. */
public sealed interface FactSource permits Deliveries, KeptLog {
    /** All deliveries; empty for a kept log. */
    List<Delivery<?>> delivered();

    /** The deliveries of declarations. */
    List<Delivery<DeclarationSource>> declarations();

    /** The deliveries of erasure requests. */
    List<Delivery<ErasureSource>> erasures();

    /** The inputs to be recorded in the manifest. */
    List<Manifest.Input> inputs();

    /** The increments that the evidence log contains afterwards, in order. */
    List<Manifest.Taken> takenAfter();

    /** The subjects that are processed. */
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
