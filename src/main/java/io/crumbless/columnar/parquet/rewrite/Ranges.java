package io.crumbless.columnar.parquet.rewrite;

import java.util.Arrays;

/** Sorted disjoint ranges of numbers; ends exclusive. */
final class Ranges {
    private int[] from = new int[4];
    private int[] to = new int[4];
    private int size;
    private int total;

    /** Appends a range; an empty one adds nothing, an adjacent one extends the last one. */
    void add(int begin, int end) {
        if (begin >= end) {
            return;
        }
        total += end - begin;
        if (size > 0 && to[size - 1] == begin) {
            to[size - 1] = end;
            return;
        }
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
        }
        from[size] = begin;
        to[size] = end;
        size++;
    }

    int size() {
        return size;
    }

    int from(int range) {
        return from[range];
    }

    int to(int range) {
        return to[range];
    }

    /** Number of numbers in the ranges. */
    int total() {
        return total;
    }
}
