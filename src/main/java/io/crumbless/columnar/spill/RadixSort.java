package io.crumbless.columnar.spill;

import java.util.Arrays;

/** Sorts numbers by parallel keys of eight bytes, as unsigned numbers. Stable. Not thread-safe. */
public final class RadixSort {
    /** Shorter runs are sorted by insertion; a pass over 256 counters would take longer. */
    private static final int SHORT_RUN = 48;

    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private final int[] order;
    private final long[] keys;
    private final int[] spareOrder;
    private final long[] spareKeys;
    private final int[] places = new int[DIGITS];

    /**
     * @param order the numbers
     * @param keys key of each number, sorted along
     */
    public RadixSort(int[] order, long[] keys) {
        this.order = order;
        this.keys = keys;
        this.spareOrder = new int[order.length];
        this.spareKeys = new long[order.length];
    }

    /** Sorts {@code [from, to)}. */
    public void sort(int from, int to) {
        if (to - from <= SHORT_RUN) {
            insertionSort(from, to);
            return;
        }
        for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
            Arrays.fill(places, 0);
            for (int i = from; i < to; i++) {
                places[digit(keys[i], shift)]++;
            }
            if (places[digit(keys[from], shift)] < to - from) {
                distribute(from, to, shift);
            }
        }
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (DIGITS - 1);
    }

    /** Distributes by one digit, whose counts are in {@link #places}. */
    private void distribute(int from, int to, int shift) {
        int place = from;
        for (int digit = 0; digit < DIGITS; digit++) {
            int count = places[digit];
            places[digit] = place;
            place += count;
        }
        for (int i = from; i < to; i++) {
            int target = places[digit(keys[i], shift)]++;
            spareKeys[target] = keys[i];
            spareOrder[target] = order[i];
        }
        System.arraycopy(spareKeys, from, keys, from, to - from);
        System.arraycopy(spareOrder, from, order, from, to - from);
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            int number = order[i];
            int at = i;
            while (at > from && Long.compareUnsigned(keys[at - 1], key) > 0) {
                keys[at] = keys[at - 1];
                order[at] = order[at - 1];
                at--;
            }
            keys[at] = key;
            order[at] = number;
        }
    }
}
