package io.crumbless.night.scatter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/**
 * Groups small adjacent files to be processed as one part: a part costs a few writes to the control database and an
 * open spill file, which thousands of tiny files do not justify. Depends on the files alone, so every attempt has the
 * same groups.
 */
public final class SmallFiles {
    /** A file of this size is a group of its own: some hundredths of a second of work. */
    static final long GROUP_BYTES = 2L << 20;

    /** The cost of opening a file, as bytes that are read in the same time; limits a group to 512 files. */
    private static final long OPENING_BYTES = 4 << 10;

    private SmallFiles() {}

    /**
     * @param bytes size of an item
     * @param alike whether two adjacent items may be in one group
     * @return the items in their order
     */
    static <T> List<List<T>> grouped(List<T> items, ToLongFunction<T> bytes, BiPredicate<T, T> alike) {
        List<List<T>> groups = new ArrayList<>();
        List<T> group = List.of();
        long held = 0;
        for (T item : items) {
            long size = bytes.applyAsLong(item) + OPENING_BYTES;
            if (group.isEmpty() || held + size > GROUP_BYTES || !alike.test(group.get(0), item)) {
                group = new ArrayList<>();
                groups.add(group);
                held = 0;
            }
            group.add(item);
            held += size;
        }
        return groups;
    }
}
