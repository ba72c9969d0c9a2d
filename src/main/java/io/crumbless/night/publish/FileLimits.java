package io.crumbless.night.publish;

import io.crumbless.night.intake.Delivery;
import io.crumbless.night.job.Limits;
import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Applies the limits to every single file: in a source with many files, one unreadable file, and everybody in it, would
 * go unnoticed.
 */
final class FileLimits {
    private FileLimits() {}

    /** @throws Failure supplier, naming the first file in which no record, or too few, could be read */
    static void require(List<Delivery<?>> deliveries, Gathered gathered, Limits limits) {
        ToLongFunction<Delivery<?>> allUnread = gathered.unread();
        for (Delivery<?> delivery : deliveries) {
            long unread = allUnread.applyAsLong(delivery);
            boolean none = unread > 0 && unread >= delivery.records();
            if (none || unread > limits.malformedMayReach() * delivery.records()) {
                throw failure(delivery, unread, none);
            }
        }
    }

    private static Failure failure(Delivery<?> delivery, long unread, boolean none) {
        return new Failure(
                Failure.ErrorCategory.INPUT,
                "Cannot read " + delivery.label() + " of source '" + delivery.sourceName() + "': " + unread + " of its "
                        + Quantity.of(delivery.records(), "record") + " cannot be read, "
                        + (none ? "so nothing of it is known" : "more than limits.malformed-may-reach of one file")
                        + "; nothing was published. Check format, delimiter and encoding, correct the file or take it"
                        + " away, and run again");
    }
}
