package io.crumbless.night.scatter;

import io.crumbless.night.legacy.SegmentTally;
import io.crumbless.warehouse.snapshot.Retirement.Distinct;
import io.crumbless.warehouse.snapshot.Retirement.SegmentCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The distinct segments of legacy sources, as sets in the notes of parts. */
public final class SegmentSets {
    private static final String DELIVERED = "delivered:";
    private static final String THAT_MAY = "that may:";

    private SegmentSets() {}

    /** The segments in one split. */
    static SortedMap<String, SortedSet<String>> of(String source, SegmentTally segments) {
        SortedMap<String, SortedSet<String>> sets = new TreeMap<>();
        sets.put(DELIVERED + source, segments.delivered());
        sets.put(THAT_MAY + source, segments.thatMay());
        return sets;
    }

    /**
     * The number of segments by source.
     *
     * @param sets of all splits, united
     */
    public static List<SegmentCount> counts(SortedMap<String, SortedSet<String>> sets) {
        List<SegmentCount> counts = new ArrayList<>();
        sets.forEach((name, delivered) -> {
            if (name.startsWith(DELIVERED)) {
                String source = name.substring(DELIVERED.length());
                counts.add(new SegmentCount(
                        source,
                        distinct(delivered),
                        distinct(sets.getOrDefault(THAT_MAY + source, Collections.emptySortedSet()))));
            }
        });
        return counts;
    }

    private static Distinct distinct(Set<String> segments) {
        return Distinct.upTo(SegmentTally.MOST, segments.size());
    }
}
