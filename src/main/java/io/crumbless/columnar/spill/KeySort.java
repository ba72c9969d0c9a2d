package io.crumbless.columnar.spill;

import io.crumbless.columnar.storage.LittleEndian;
import java.util.Arrays;

/**
 * Sorts records of an arena by their keys, as unsigned bytes. Stable.
 *
 * <p>Company ids have a common prefix, so the bytes that all keys share are skipped, and the next eight are sorted as
 * one number; only keys that are longer and equal in those are compared byte by byte.
 */
final class KeySort {
    private final byte[] arena;
    private final int[] keyOffsets;
    private final int[] keyLengths;
    private final int[] order;

    private KeySort(byte[] arena, int[] keyOffsets, int[] keyLengths, int count) {
        this.arena = arena;
        this.keyOffsets = keyOffsets;
        this.keyLengths = keyLengths;
        this.order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
    }

    /** The record numbers in the order of their keys. */
    static int[] order(byte[] arena, int[] keyOffsets, int[] keyLengths, int count) {
        KeySort sort = new KeySort(arena, keyOffsets, keyLengths, count);
        if (!sort.isSorted()) {
            sort.sort();
        }
        return sort.order;
    }

    private boolean isSorted() {
        for (int i = 1; i < order.length; i++) {
            if (compare(i - 1, i) > 0) {
                return false;
            }
        }
        return true;
    }

    private void sort() {
        int shared = sharedBytes(order.length);
        long[] prefixes = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            prefixes[i] = prefix(arena, keyOffsets[i] + shared, keyLengths[i] - shared);
        }
        new RadixSort(order, prefixes).sort(0, order.length);
        int[] spare = null;
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            boolean alike = true;
            while (to < order.length && prefixes[to] == prefixes[from]) {
                alike &= keyLengths[order[to]] == keyLengths[order[from]];
                to++;
            }
            if (!alike || (to - from > 1 && keyLengths[order[from]] > shared + Long.BYTES)) {
                spare = spare == null ? order.clone() : spare;
                System.arraycopy(order, from, spare, from, to - from);
                sort(order, spare, from, to);
            }
            from = to;
        }
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

    /** Up to eight bytes as one unsigned number, short keys padded with zeros. */
    static long prefix(byte[] bytes, int offset, int length) {
        if (length >= Long.BYTES) {
            return Long.reverseBytes(LittleEndian.longAt(bytes, offset));
        }
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = (prefix << 8) | (i < length ? bytes[offset + i] & 0xFF : 0);
        }
        return prefix;
    }

    private int compare(int left, int right) {
        return Arrays.compareUnsigned(
                arena,
                keyOffsets[left],
                keyOffsets[left] + keyLengths[left],
                arena,
                keyOffsets[right],
                keyOffsets[right] + keyLengths[right]);
    }

    /** Merge sort of {@code target[from, to)}; {@code source} contains the same numbers. */
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
