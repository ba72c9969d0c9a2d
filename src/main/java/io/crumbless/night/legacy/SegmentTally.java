package io.crumbless.night.legacy;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The distinct segments that a source delivered, or attributes if its shape names those. Each name is represented by 64
 * bits of its SHA-256 in hexadecimal, because a name may in fact be a person's id. The sets of several splits are
 * united, so that a segment in many splits counts once.
 *
 * @param delivered at most {@link #MOST} plus one entries; the extra one means that there were more
 * @param thatMay the segments from which a profile may take a value, given the method, system and score of at least one
 *     row; with the same bound
 */
public record SegmentTally(SortedSet<String> delivered, SortedSet<String> thatMay) {
    /** Maximum number of segments to distinguish. The taxonomies of large platforms have fewer. */
    public static final int MOST = 10_000;

    /** The tally of a source of which nothing was read. */
    public static final SegmentTally NONE =
            new SegmentTally(Collections.emptySortedSet(), Collections.emptySortedSet());

    public SegmentTally {
        delivered = Collections.unmodifiableSortedSet(new TreeSet<>(delivered));
        thatMay = Collections.unmodifiableSortedSet(new TreeSet<>(thatMay));
    }

    /** The union of this tally and that of another split of the same source. */
    public SegmentTally plus(SegmentTally other) {
        return new SegmentTally(united(delivered, other.delivered), united(thatMay, other.thatMay));
    }

    private static SortedSet<String> united(SortedSet<String> one, SortedSet<String> other) {
        SortedSet<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
