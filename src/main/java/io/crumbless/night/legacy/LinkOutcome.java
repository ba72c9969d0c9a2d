package io.crumbless.night.legacy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcome of all rows of links and opt-outs.
 *
 * @param tallies outcome counts of the rows of each source, by source name
 * @param reached opt-outs from sale, sharing and sensitive uses, one for each person reached by a row
 * @param otherwiseSpelt number of opt-outs that reached a subject or cookie spelt differently from the opt-out
 * @param severalSpellings number of cookie ids linked in more than one spelling
 */
public record LinkOutcome(
        SortedMap<String, RowTally> tallies, List<ReachedOptOut> reached, long otherwiseSpelt, long severalSpellings) {
    /** The outcome of a table that holds all links. */
    public static LinkOutcome of(LinkTable table) {
        return new LinkOutcome(
                new TreeMap<>(table.tallies()),
                table.scopedOptOuts(),
                table.optOutsOtherwiseSpelt(),
                table.cookiesInSeveralSpellings());
    }
}
