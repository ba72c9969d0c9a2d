package io.crumbless.night.legacy;

import io.crumbless.kernel.provenance.ValueBin;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts of the rows of a split, and of their values, by outcome.
 *
 * @param rows by bin: {@link #EXPANDED}, {@link #EMPTY}, {@link LegacyRefusal#bin()}
 * @param values values in expanded rows, by word of their {@link ValueBin}
 * @param rules values by the name of the rule or kind of trait that classified them
 * @param segments the distinct segments
 * @param removed number of calls of {@link MembershipSink#removed}
 * @param linkedOtherwise rows whose cookie is linked only in another spelling
 * @param yesNo columns of a wide source that look like flags for a segment
 * @param doubts values that may have been misread
 */
public record MembershipTally(
        RowTally rows,
        RowTally values,
        SortedMap<String, Long> rules,
        SegmentTally segments,
        long removed,
        long linkedOtherwise,
        SortedSet<String> yesNo,
        ReadDoubts doubts) {
    /** Rows with at least one value. */
    public static final String EXPANDED = "expanded";

    /** Well-formed rows without a value. */
    public static final String EMPTY = "empty";

    /** Rows, or items of their lists, that are excluded by the job file. */
    public static final String LEFT_OUT = "left_out";

    /** The tally before anything is read. */
    public static final MembershipTally NONE = new MembershipTally(
            new RowTally(0, Collections.emptySortedMap()),
            new RowTally(0, Collections.emptySortedMap()),
            Collections.emptySortedMap(),
            SegmentTally.NONE,
            0,
            0,
            Collections.emptySortedSet(),
            ReadDoubts.NONE);

    public MembershipTally {
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
        yesNo = Collections.unmodifiableSortedSet(new TreeSet<>(yesNo));
    }

    /** Whether every row and every value ended in exactly one bin. */
    public boolean closes() {
        return rows.closes() && values.closes();
    }

    /** The sum of this tally and that of another split of the same source. */
    public MembershipTally plus(MembershipTally other) {
        SortedMap<String, Long> sum = new TreeMap<>(rules);
        other.rules.forEach((rule, count) -> sum.merge(rule, count, Long::sum));
        SortedSet<String> columns = new TreeSet<>(yesNo);
        columns.addAll(other.yesNo);
        return new MembershipTally(
                rows.plus(other.rows),
                values.plus(other.values),
                sum,
                segments.plus(other.segments),
                removed + other.removed,
                linkedOtherwise + other.linkedOtherwise,
                columns,
                doubts.plus(other.doubts));
    }
}
