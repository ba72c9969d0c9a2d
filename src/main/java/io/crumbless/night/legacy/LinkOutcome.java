package io.crumbless.night.legacy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of all rows of links and opt-outs.
 *
 * @param tallies where the rows of each source ended, by its name
 * @param reached by opt-outs of sale, sharing and sensitive uses, one for each person that a row reaches
 * @param otherwiseSpelt how many opt-outs reached a subject or a cookie in another spelling than their own
 * @param severalSpellings how many cookie ids were linked in more than one spelling
 */
public record LinkOutcome(
        SortedMap<String, RowTally> tallies, List<ReachedOptOut> reached, long otherwiseSpelt, long severalSpellings) {
    /** Of a table that holds all links. */
    public static LinkOutcome of(LinkTable table) {
        return new LinkOutcome(
                new TreeMap<>(table.tallies()),
                table.scopedOptOuts(),
                table.optOutsOtherwiseSpelt(),
                table.cookiesInSeveralSpellings());
    }
}
