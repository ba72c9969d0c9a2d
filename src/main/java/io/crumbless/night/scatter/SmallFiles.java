package io.crumbless.night.scatter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/**
 * Gathers small neighbours into groups that are worked on as one: a part costs a few writes to the control database and a
 * spill file that is held open later, which thousands of tiny files are not worth. Depends on the files alone, so every
 * attempt finds the same groups.
 */
public final class SmallFiles {
    /** What is as large is a group of its own: some hundredths of a second of work, and any two threads share the rest. */
    static final long GROUP_BYTES = 2L << 20;

    /** What it takes to open a file, as bytes that are read in that time; so a group has 512 files at most. */
    private static final long OPENING_BYTES = 4 << 10;

    private SmallFiles() {}

    /**
     * @param bytes of an item
     * @param alike whether two neighbours may be in one group
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
