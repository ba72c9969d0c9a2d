package io.crumbless.night.legacy;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which different segments a source delivered; attributes, where its shape names those. Each stands here as 64 bits of
 * the SHA-256 of its name in hexadecimal, because a name may be a person's id in disguise. Sets of splits are united, so
 * that a segment of many splits is one.
 *
 * @param delivered at most {@link #MOST} and one more, which says that there were more than that
 * @param thatMay those from which a profile may still take a value, with the method, system and score of one row at least; as
 *     many at most
 */
public record SegmentTally(SortedSet<String> delivered, SortedSet<String> thatMay) {
    /** Segments are distinguished up to this number. The taxonomies of large platforms stay below it. */
    public static final int MOST = 10_000;

    /** Nothing read. */
    public static final SegmentTally NONE =
            new SegmentTally(Collections.emptySortedSet(), Collections.emptySortedSet());

    public SegmentTally {
        delivered = Collections.unmodifiableSortedSet(new TreeSet<>(delivered));
        thatMay = Collections.unmodifiableSortedSet(new TreeSet<>(thatMay));
    }

    /** This and another split of the same source. */
    public SegmentTally plus(SegmentTally other) {
        return new SegmentTally(united(delivered, other.delivered), united(thatMay, other.thatMay));
    }

    private static SortedSet<String> united(SortedSet<String> one, SortedSet<String> other) {
        SortedSet<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
