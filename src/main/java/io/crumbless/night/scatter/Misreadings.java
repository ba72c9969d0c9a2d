package io.crumbless.night.scatter;

import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.night.delivery.UnreadColumns;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.legacy.MembershipTally;
import io.crumbless.night.legacy.ReadDoubts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Counts data that may mean something else than was read, as counts of the parts. It is only reported, because the
 * format does not define it.
 */
public final class Misreadings {
    private Misreadings() {}

    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, MembershipTally tally) {
        long several = tally.rules().getOrDefault(Provenance.SEVERAL_NAMES, 0L);
        count(counts, Misreading.SEVERAL_NAMES, delivery, several);
        tally.yesNo().forEach(column -> counts.put(Misreading.YES_NO.of(delivery.sourceName() + ' ' + column), 1L));
    }

    /** @param meant what is intended and not counted */
    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, ReadDoubts doubts, Set<AsDelivered> meant) {
        garbled(counts, delivery, doubts.garbled(), meant);
        ofPrograms(counts, delivery, doubts.ofPrograms(), meant);
        count(
                counts,
                Misreading.OTHER_KIND,
                delivery,
                meant.contains(AsDelivered.SWAPPED_IDS) ? 0 : doubts.otherKind());
        count(
                counts,
                Misreading.URL_ENCODED,
                delivery,
                meant.contains(AsDelivered.URL_ENCODING) ? 0 : doubts.urlEncoded());
    }

    /** @param texts with letters that were decoded in the wrong encoding */
    static void garbled(SortedMap<String, Long> counts, Delivery<?> delivery, long texts, Set<AsDelivered> meant) {
        count(counts, Misreading.GARBLED, delivery, meant.contains(AsDelivered.GARBLED_LETTERS) ? 0 : texts);
    }

    /** @param texts number of texts that look like the output of a program */
    static void ofPrograms(SortedMap<String, Long> counts, Delivery<?> delivery, long texts, Set<AsDelivered> meant) {
        count(counts, Misreading.OF_PROGRAMS, delivery, meant.contains(AsDelivered.PROGRAM_NOTATION) ? 0 : texts);
    }

    /** @param customers number of customers that links also name as cookies */
    static void linksSwapped(SortedMap<String, Long> counts, long customers) {
        if (customers > 0) {
            counts.put(Misreading.LINKS_SWAPPED.of(""), customers);
        }
    }

    /** @param optOuts number of opt-outs whose customer is a cookie according to the links, or the other way round */
    static void optOutsSwapped(SortedMap<String, Long> counts, String source, long optOuts) {
        counts.put(Misreading.OPT_OUTS_SWAPPED.of(source), optOuts);
    }

    /** A record whose column differs from the partition folder of the same name. */
    static void otherThanFolder(SortedMap<String, Long> counts, Delivery<?> delivery, String column) {
        counts.merge(Misreading.OTHER_FOLDER.of(delivery.sourceName() + ' ' + column), 1L, Long::sum);
    }

    private static void count(SortedMap<String, Long> counts, Misreading what, Delivery<?> delivery, long number) {
        if (number > 0) {
            counts.merge(what.of(delivery.sourceName()), number, Long::sum);
        }
    }

    /** @param standIns number of declared texts that stand in for a missing value */
    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, long standIns) {
        count(counts, Misreading.STANDS_IN, delivery, standIns);
    }

    /** @param columns of a file that was not examined before */
    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, UnreadColumns columns) {
        UnreadColumns.names(columns.flags())
                .forEach(flag -> counts.merge(Misreading.FLAG.of(delivery.sourceName() + ' ' + flag), 1L, Long::sum));
        UnreadColumns.names(columns.evidence())
                .forEach(name ->
                        counts.merge(Misreading.EVIDENCE.of(delivery.sourceName() + ' ' + name), 1L, Long::sum));
    }

    public static List<String> notices(Map<String, Long> counts) {
        List<String> notices = new ArrayList<>();
        counts.forEach((name, number) ->
                Misreading.ofCount(name).ifPresent(misreading -> notices.addAll(misreading.noticesOf(name, number))));
        return notices;
    }
}
