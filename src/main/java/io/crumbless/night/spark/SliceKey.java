package io.crumbless.night.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * The position of a slice of a run: a total order, because a shuffle returns slices in any order, which differs when it
 * is repeated.
 *
 * @param range of subjects
 * @param part index of the part that spilled it, among all parts
 * @param run run within the part
 * @param slice slice within the run
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

    /** Whether both belong to one run. */
    boolean isOfRunOf(SliceKey other) {
        return part == other.part && run == other.run;
    }
}
