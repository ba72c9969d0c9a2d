package io.crumbless.run.local;

import io.crumbless.declaration.delivery.DeliveryPart;
import io.crumbless.declaration.delivery.DeliveryPlace;
import io.crumbless.declaration.delivery.ErasureReader;
import io.crumbless.declaration.delivery.ErasureSource;
import io.crumbless.run.Delivery;

/** Reads requests to be erased. */
final class Erasures {
    private Erasures() {}

    static ErasureReader reader(Delivery<ErasureSource> delivery) {
        DeliveryPart whole = DeliveryPart.whole(delivery.file());
        return delivery.source().place() instanceof DeliveryPlace.Files files
                ? ErasureReader.of(delivery.source(), files.format(), whole)
                : ErasureReader.ofStaged(delivery.source(), whole);
    }
}
