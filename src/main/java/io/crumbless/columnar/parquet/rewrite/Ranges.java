package io.crumbless.columnar.parquet.rewrite;

import java.util.Arrays;

/** Ranges of numbers that follow one another with gaps between them; ends exclusive. */
final class Ranges {
    private int[] from = new int[4];
    private int[] to = new int[4];
    private int size;
    private int total;

    /** Adds a range behind the others; an empty one adds nothing, one without a gap before it makes the last longer. */
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

    /** How many numbers the ranges hold. */
    int total() {
        return total;
    }
}
