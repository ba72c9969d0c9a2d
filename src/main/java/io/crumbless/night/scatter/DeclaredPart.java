package io.crumbless.night.scatter;

import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveryPart;
import io.crumbless.night.intake.Delivery;

/**
 * A delivery of declarations, or one piece of a split delivery.
 *
 * @param pieces number of pieces of the delivery
 */
record DeclaredPart(Delivery<DeclarationSource> delivery, DeliveryPart part, int pieces) {
    /** Approximate bytes to read; pieces of a split file are large. */
    long bytes() {
        return pieces > 1 ? SmallFiles.GROUP_BYTES : delivery.file().size();
    }

    /** Approximate number of records to read. */
    long records() {
        return delivery.records() / pieces;
    }

    boolean isOfSourceOf(DeclaredPart other) {
        return delivery.sourceName().equals(other.delivery.sourceName());
    }
}
