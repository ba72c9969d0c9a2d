package io.crumbless.night.local;

import io.crumbless.night.intake.Delivery;
import io.crumbless.night.job.Limits;
import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Keeps count of the records of single files that could not be read or used, among the counts of the parts that read them. A
 * source as a whole has limits too, but there one file disappears among others, and with it all who are in it.
 */
final class UnreadRecords {
    /** Records that have not the shape of their file. */
    private static final String UNREAD = "unread:";

    /** Those, and others that were refused or kept apart. */
    private static final String UNUSED = "unused:";

    private UnreadRecords() {}

    /**
     * Adds to the counts of a part.
     *
     * @param unread records that have not the shape of their file
     * @param unused those and all others that were refused or kept apart
     */
    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, long unread, long unused) {
        if (unread > 0) {
            counts.merge(UNREAD + name(delivery), unread, Long::sum);
        }
        if (unused > 0) {
            counts.merge(UNUSED + name(delivery), unused, Long::sum);
        }
    }

    private static String name(Delivery<?> delivery) {
        return delivery.sourceName() + " " + delivery.label();
    }

    /**
     * Holds every file against the limits.
     *
     * @throws Failure for the supplier, naming the first of which no record could be read, or too few
     */
    static void requireFew(List<Delivery<?>> deliveries, Map<String, Long> counts, Limits limits) {
        for (Delivery<?> delivery : deliveries) {
            long unread = counts.getOrDefault(UNREAD + name(delivery), 0L);
            boolean none = unread > 0 && unread >= delivery.records();
            if (none || unread > limits.malformedMayReach() * delivery.records()) {
                throw new Failure(
                        Failure.ErrorCategory.INPUT,
                        "Cannot read " + delivery.label() + " of source '" + delivery.sourceName() + "': "
                                + unread + " of its " + Quantity.of(delivery.records(), "record") + " cannot be read, "
                                + (none
                                        ? "so nothing of it is known"
                                        : "more than limits.malformed-may-reach of one file")
                                + "; nothing was published. Check format, delimiter and encoding, mend the file or take it"
                                + " away, and run again");
            }
        }
    }

    /** Tells of files of which every record was refused or kept apart. */
    static List<String> notices(List<Delivery<?>> deliveries, Map<String, Long> counts) {
        return deliveries.stream()
                .filter(delivery -> delivery.records() > 0
                        && counts.getOrDefault(UNUSED + name(delivery), 0L) >= delivery.records())
                .map(delivery -> "Of " + delivery.label() + " of source '" + delivery.sourceName()
                        + "' no record was taken: "
                        + (delivery.records() == 1 ? "its only one was" : "all " + delivery.records() + " were")
                        + " refused or kept apart")
                .toList();
    }
}
