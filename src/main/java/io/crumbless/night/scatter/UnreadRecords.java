package io.crumbless.night.scatter;

import io.crumbless.night.intake.Delivery;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Keeps count of the records of single files that could not be read or used, among the counts of the parts that read them. A
 * source as a whole has limits too, but there one file disappears among others, and with it all who are in it.
 */
public final class UnreadRecords {
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

    /** How many records of a delivery have not the shape of its file, by the counts of all parts. */
    public static long unread(Map<String, Long> counts, Delivery<?> delivery) {
        return counts.getOrDefault(UNREAD + name(delivery), 0L);
    }

    /** Reports files of which every record was refused or kept apart. */
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
