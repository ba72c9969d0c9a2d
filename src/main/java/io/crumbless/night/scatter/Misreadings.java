package io.crumbless.night.scatter;

import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.night.delivery.UnreadColumns;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.legacy.MembershipTally;
import io.crumbless.night.legacy.ReadDoubts;
import io.crumbless.process.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Keeps count, among the counts of the parts that read them, of what was read and seems to mean something else. It is reported,
 * because no rule of a format decides it.
 */
public final class Misreadings {
    private static final String SEVERAL = "several-names:";
    private static final String YES_NO = "yes-no:";
    private static final String STANDS_IN = "stands-in:";
    private static final String FLAG = "flag:";
    private static final String GARBLED = "garbled:";
    private static final String OTHER_KIND = "other-kind:";
    private static final String URL_ENCODED = "url-encoded:";
    private static final String OPT_OUTS_SWAPPED = "opt-outs-swapped:";
    private static final String LINKS_SWAPPED = "links-swapped:";

    private Misreadings() {}

    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, MembershipTally tally) {
        long several = tally.rules().getOrDefault(Provenance.SEVERAL_NAMES, 0L);
        if (several > 0) {
            counts.merge(SEVERAL + delivery.sourceName(), several, Long::sum);
        }
        tally.yesNo().forEach(column -> counts.put(YES_NO + delivery.sourceName() + ' ' + column, 1L));
    }

    /** @param meant what of it is no mistake */
    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, ReadDoubts doubts, Set<AsDelivered> meant) {
        garbled(counts, delivery, doubts.garbled(), meant);
        count(counts, OTHER_KIND, delivery, meant.contains(AsDelivered.SWAPPED_IDS) ? 0 : doubts.otherKind());
        count(counts, URL_ENCODED, delivery, meant.contains(AsDelivered.URL_ENCODING) ? 0 : doubts.urlEncoded());
    }

    /** @param texts with letters that were read in another encoding than they were written in */
    static void garbled(SortedMap<String, Long> counts, Delivery<?> delivery, long texts, Set<AsDelivered> meant) {
        count(counts, GARBLED, delivery, meant.contains(AsDelivered.GARBLED_LETTERS) ? 0 : texts);
    }

    /** @param customers that links name as cookies too */
    static void linksSwapped(SortedMap<String, Long> counts, long customers) {
        if (customers > 0) {
            counts.put(LINKS_SWAPPED, customers);
        }
    }

    /** @param optOuts of a source whose customer is a cookie by what links say, or the other way round */
    static void optOutsSwapped(SortedMap<String, Long> counts, String source, long optOuts) {
        counts.put(OPT_OUTS_SWAPPED + source, optOuts);
    }

    private static void count(SortedMap<String, Long> counts, String what, Delivery<?> delivery, long number) {
        if (number > 0) {
            counts.merge(what + delivery.sourceName(), number, Long::sum);
        }
    }

    /** @param standIns declared texts that programs write where there is nothing */
    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, long standIns) {
        if (standIns > 0) {
            counts.merge(STANDS_IN + delivery.sourceName(), standIns, Long::sum);
        }
    }

    /** @param columns of one file of the delivery, in which nobody has looked before */
    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, UnreadColumns columns) {
        UnreadColumns.names(columns.flags())
                .forEach(flag -> counts.merge(FLAG + delivery.sourceName() + ' ' + flag, 1L, Long::sum));
    }

    public static List<String> notices(Map<String, Long> counts) {
        List<String> notices = new ArrayList<>();
        counts.forEach((name, number) -> {
            if (name.startsWith(SEVERAL)) {
                notices.add(Quantity.of(number, "value") + " of source '" + name.substring(SEVERAL.length())
                        + (number == 1 ? "' stands" : "' stand")
                        + " under a name that holds several, as a list at commas"
                        + " does: of unknown origin; deliver"
                        + " one segment a row, or a list as a JSON array or separated by |");
            } else if (name.startsWith(YES_NO)) {
                String[] place = name.substring(YES_NO.length()).split(" ", 2);
                UnreadColumns.names(List.of(place[1]))
                        .forEach(column -> notices.add("Column '" + column + "' of source '" + place[0]
                                + "' seems to say yes or no of a segment;"
                                + " each cell counted as a value, also one that says no. Set 'one-hot: true', or list it under"
                                + " ignore-columns"));
            } else if (name.startsWith(FLAG)) {
                String[] place = name.substring(FLAG.length()).split(" ", 2);
                notices.add("Column '" + place[1] + "' of source '" + place[0] + "' (" + Quantity.of(number, "file")
                        + ") " + UnreadColumns.FLAG);
            } else if (name.startsWith(GARBLED)) {
                notices.add(Quantity.of(number, "value") + " of source '" + name.substring(GARBLED.length())
                        + (number == 1 ? "' holds" : "' hold") + " letters that were read in another encoding than they"
                        + " were written in (an umlaut as two signs), and " + (number == 1 ? "was" : "were")
                        + " taken as delivered; have them exported again, in UTF-8"
                        + meant(AsDelivered.GARBLED_LETTERS));
            } else if (name.startsWith(OTHER_KIND)) {
                notices.add(Quantity.of(number, "id") + " among the first of the files of source '"
                        + name.substring(OTHER_KIND.length())
                        + (number == 1 ? "' is a customer" : "' are customers")
                        + " where cookies should stand, or the other way round, by what links say; look at"
                        + " columns.cookie-id and columns.subject-id, here and of the links"
                        + meant(AsDelivered.SWAPPED_IDS));
            } else if (name.startsWith(URL_ENCODED)) {
                notices.add(Quantity.of(number, "cookie id") + " among the first of the files of source '"
                        + name.substring(URL_ENCODED.length()) + (number == 1 ? "' is" : "' are")
                        + " linked only as URLs write ids (%40), or do not, and so "
                        + (number == 1 ? "reaches" : "reach") + " nobody; say cookie-ids: { ignore: [url-encoding] }"
                        + meant(AsDelivered.URL_ENCODING));
            } else if (name.startsWith(LINKS_SWAPPED)) {
                notices.add(Quantity.of(number, "customer") + " of the links " + (number == 1 ? "is" : "are")
                        + " named as " + (number == 1 ? "a cookie" : "cookies")
                        + " by other links; look whether columns.cookie-id and columns.subject-id are swapped in one of"
                        + " their sources, or in one file" + meant(AsDelivered.SWAPPED_IDS));
            } else if (name.startsWith(OPT_OUTS_SWAPPED)) {
                notices.add(Quantity.of(number, "opt-out") + " of source '"
                        + name.substring(OPT_OUTS_SWAPPED.length()) + (number == 1 ? "' names" : "' name")
                        + " a customer where cookies should stand, or the other way round, by what links say, and so "
                        + (number == 1 ? "reaches" : "reach") + " nobody there; look at columns.cookie-id and"
                        + " columns.subject-id" + meant(AsDelivered.SWAPPED_IDS));
            } else if (name.startsWith(STANDS_IN)) {
                notices.add(Quantity.of(number, "declared text") + " of source '" + name.substring(STANDS_IN.length())
                        + "' is a word that programs write for nothing (None, nan, N/A and the like) or forms for no answer (Prefer not to say), and was taken as"
                        + " the person's; have the source deliver nothing where there is nothing");
            }
        });
        return notices;
    }

    private static String meant(AsDelivered what) {
        return ", or as-delivered: [" + what.word() + "] where that is meant";
    }
}
