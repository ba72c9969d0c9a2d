package io.crumbless.columnar.parquet.format;

import java.util.Arrays;

/**
 * A batch of small numbers, such as levels, transposed into bit planes: plane {@code k} contains bit {@code k} of each
 * number, 64 numbers per word, lowest bit first, so that 64 numbers are compared at once.
 */
public final class BitPlanes {
    private final long[][] planes;
    private int width;

    /**
     * @param width bits of the largest number
     * @param capacity maximum count of numbers
     */
    public BitPlanes(int width, int capacity) {
        this.planes = new long[width][words(capacity)];
    }

    /** Number of words for one bit per number. */
    public static int words(int numbers) {
        return (numbers + Long.SIZE - 1) >>> 6;
    }

    /** A word with the lowest bits set, one per number; all bits for 64 and more. */
    public static long mask(int numbers) {
        return numbers >= Long.SIZE ? -1L : (1L << numbers) - 1;
    }

    /** Sets all numbers to zero. */
    void clear(int newWidth, int numbers) {
        width = newWidth;
        for (int plane = 0; plane < width; plane++) {
            Arrays.fill(planes[plane], 0, words(numbers), 0L);
        }
    }

    /** Sets {@code count} numbers starting at {@code from} to one value. */
    void repeat(int from, int count, int number) {
        if (number >>> width != 0) {
            throw PackedLevels.tooDeep();
        }
        for (int plane = 0; plane < width; plane++) {
            if ((number >>> plane & 1) != 0) {
                fill(planes[plane], from, from + count);
            }
        }
    }

    private static void fill(long[] plane, int from, int to) {
        for (int at = from; at < to; ) {
            int some = Math.min(to - at, Long.SIZE - (at & 63));
            plane[at >>> 6] |= -1L >>> Long.SIZE - some << at;
            at += some;
        }
    }

    /**
     * Transposes bit-packed numbers, lowest bits first.
     *
     * @param most maximum count of numbers to take
     * @param packed at least {@link PackedLevels#BITS} bits
     * @return how many were taken
     */
    int slice(int from, int most, long packed) {
        if (width == 0) {
            return most;
        }
        int count = Math.min(most, PackedLevels.BITS / width);
        long wanted = (1L << count) - 1;
        for (int plane = 0; plane < width; plane++) {
            put(planes[plane], from, PackedLevels.everyBit(packed >>> plane, width) & wanted);
        }
        return count;
    }

    private static void put(long[] plane, int at, long bits) {
        int word = at >>> 6;
        plane[word] |= bits << at;
        long over = (at & 63) == 0 ? 0 : bits >>> -at;
        if (over != 0) {
            plane[word + 1] |= over;
        }
    }

    /**
     * A bit for each of 64 numbers that is at least {@code limit}.
     *
     * @param word index of the 64 numbers; bits beyond the last number are undefined
     */
    public long atLeast(int limit, int word) {
        if (limit >>> width != 0) {
            return 0;
        }
        long above = 0;
        long equal = -1L;
        for (int plane = width - 1; plane >= 0; plane--) {
            long bits = planes[plane][word];
            if ((limit >>> plane & 1) == 0) {
                above |= equal & bits;
                equal &= ~bits;
            } else {
                equal &= bits;
            }
        }
        return above | equal;
    }

    public int number(int index) {
        int number = 0;
        for (int plane = 0; plane < width; plane++) {
            number |= (int) (planes[plane][index >>> 6] >>> index & 1) << plane;
        }
        return number;
    }
}
