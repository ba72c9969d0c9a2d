package io.crumbless.columnar.spill;

import java.util.Arrays;

/**
 * Sorts records of an arena by their keys, as unsigned bytes. Stable.
 *
 * <p>Company ids begin alike, so the bytes that all keys share are left out first, and the eight that follow are compared
 * as one number; only keys equal in those are compared byte by byte.
 */
final class KeySort {
    private final byte[] arena;
    private final int[] keyOffsets;
    private final int[] keyLengths;
    private final long[] prefixes;

    private KeySort(byte[] arena, int[] keyOffsets, int[] keyLengths, int count) {
        this.arena = arena;
        this.keyOffsets = keyOffsets;
        this.keyLengths = keyLengths;
        this.prefixes = new long[count];
    }

    /** The record numbers in the order of their keys. */
    static int[] order(byte[] arena, int[] keyOffsets, int[] keyLengths, int count) {
        KeySort sort = new KeySort(arena, keyOffsets, keyLengths, count);
        int shared = sort.sharedBytes(count);
        for (int i = 0; i < count; i++) {
            sort.prefixes[i] = prefix(arena, keyOffsets[i] + shared, keyLengths[i] - shared);
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        if (!sort.isSorted(count)) {
            sort.sort(order, order.clone(), 0, count);
        }
        return order;
    }

    private boolean isSorted(int count) {
        for (int i = 1; i < count; i++) {
            if (compare(i - 1, i) > 0) {
                return false;
            }
        }
        return true;
    }

    private int sharedBytes(int count) {
        int shared = count == 0 ? 0 : keyLengths[0];
        for (int i = 1; i < count && shared > 0; i++) {
            int limit = Math.min(shared, keyLengths[i]);
            int differs = Arrays.mismatch(
                    arena, keyOffsets[0], keyOffsets[0] + limit, arena, keyOffsets[i], keyOffsets[i] + limit);
            shared = differs < 0 ? limit : differs;
        }
        return shared;
    }

    /** Up to eight bytes as one unsigned number, short keys filled up with zeros. */
    static long prefix(byte[] bytes, int offset, int length) {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = (prefix << 8) | (i < length ? bytes[offset + i] & 0xFF : 0);
        }
        return prefix;
    }

    private int compare(int left, int right) {
        int byPrefix = Long.compareUnsigned(prefixes[left], prefixes[right]);
        if (byPrefix != 0) {
            return byPrefix;
        }
        return Arrays.compareUnsigned(
                arena,
                keyOffsets[left],
                keyOffsets[left] + keyLengths[left],
                arena,
                keyOffsets[right],
                keyOffsets[right] + keyLengths[right]);
    }

    /** Merge sort of {@code target[from, to)}; {@code source} holds the same numbers. */
    private void sort(int[] target, int[] source, int from, int to) {
        if (to - from < 16) {
            insertionSort(target, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(source, target, from, middle);
        sort(source, target, middle, to);
        if (compare(source[middle - 1], source[middle]) <= 0) {
            System.arraycopy(source, from, target, from, to - from);
            return;
        }
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            if (right >= to || (left < middle && compare(source[left], source[right]) <= 0)) {
                target[i] = source[left++];
            } else {
                target[i] = source[right++];
            }
        }
    }

    private void insertionSort(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moved = order[i];
            int at = i - 1;
            while (at >= from && compare(order[at], moved) > 0) {
                order[at + 1] = order[at];
                at--;
            }
            order[at + 1] = moved;
        }
    }
}
