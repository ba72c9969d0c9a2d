package io.crumbless.night.scatter;

import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveryPart;
import io.crumbless.night.intake.Delivery;

/**
 * A delivery of declarations, or a piece of one that is cut.
 *
 * @param pieces into how many the delivery is cut
 */
record DeclaredPart(Delivery<DeclarationSource> delivery, DeliveryPart part, int pieces) {
    /** Bytes to read, about; the pieces of a file that is cut are large. */
    long bytes() {
        return pieces > 1 ? SmallFiles.GROUP_BYTES : delivery.file().size();
    }

    /** Records to read, about. */
    long records() {
        return delivery.records() / pieces;
    }

    boolean isOfSourceOf(DeclaredPart other) {
        return delivery.sourceName().equals(other.delivery.sourceName());
    }
}
