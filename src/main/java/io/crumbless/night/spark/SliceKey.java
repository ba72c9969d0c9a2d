package io.crumbless.night.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a slice of a run belongs: a total order, for a shuffle hands slices on in any order, and in another one when it is repeated.
 *
 * @param range of subjects
 * @param part that spilled it, by its place among all of them
 * @param run of the part
 * @param slice of the run
 */
record SliceKey(int range, int part, int run, int slice) implements Serializable, Comparable<SliceKey> {
    private static final Comparator<SliceKey> ORDER = Comparator.comparingInt(SliceKey::range)
            .thenComparingInt(SliceKey::part)
            .thenComparingInt(SliceKey::run)
            .thenComparingInt(SliceKey::slice);

    @Override
    public int compareTo(SliceKey other) {
        return ORDER.compare(this, other);
    }

    /** Whether both are of one run. */
    boolean isOfRunOf(SliceKey other) {
        return part == other.part && run == other.run;
    }
}
