package io.crumbless.night.scatter;

import io.crumbless.night.intake.Delivery;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Counts records of single files that could not be read or used, as counts of the parts. There are limits for entire
 * sources too, but in a source one file, and everybody in it, would go unnoticed.
 */
public final class UnreadRecords {
    /** Records that do not have the shape of their file. */
    private static final String UNREAD = "unread:";

    /** These, and others that were refused or quarantined. */
    private static final String UNUSED = "unused:";

    private UnreadRecords() {}

    /**
     * Adds to the counts of a part.
     *
     * @param unread number of records that do not have the shape of their file
     * @param unused number of these and all others that were refused or quarantined
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

    /** Number of records of a delivery that do not have the shape of its file, by the counts of all parts. */
    public static long unread(Map<String, Long> counts, Delivery<?> delivery) {
        return counts.getOrDefault(UNREAD + name(delivery), 0L);
    }

    /** Notices about files of which every record was refused or quarantined. */
    public static List<String> notices(List<Delivery<?>> deliveries, Map<String, Long> counts) {
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
