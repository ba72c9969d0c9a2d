package io.crumbless.columnar.parquet.read;

import java.util.Arrays;

/**
 * A batch of decoded values, in one array per representation; which one is filled depends on the column.
 *
 * <p>At index i: {@code ids[i]} is the dictionary id, or -1 if the value is stored directly in {@code numbers[i]}
 * (booleans, integers, bits of floats) or in {@code bytes[starts[i], ends[i])}.
 */
final class Values {
    /** Memory per value, without the bytes it refers to. */
    static final long BYTES = 2 * Long.BYTES + 3 * Integer.BYTES;

    int[] ids;
    long[] numbers;
    int[] starts;
    int[] ends;
    byte[] bytes = new byte[0];

    Values(int capacity) {
        ids = new int[capacity];
        numbers = new long[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    int capacity() {
        return ids.length;
    }

    void grow(int capacity) {
        ids = Arrays.copyOf(ids, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
    }
}
