package io.crumbless.columnar.parquet.write;

import java.util.Arrays;

/**
 * Records which positions of a row group are present, in ascending order. A position is a row or, for a column of a
 * struct, the ordinal of the struct. Nothing is stored as long as no position is absent.
 */
public final class Validity {
    private static final int[] NOTHING_KEPT = {};

    private int[] places = NOTHING_KEPT;
    private int count;
    private boolean dense = true;

    /** Adds a position after all others; returns false if it is already present. */
    public boolean add(int place) {
        if (dense) {
            if (place == count) {
                count++;
                return true;
            }
            if (place < count) {
                return false;
            }
            keepPlaces();
        }
        if (count > 0 && places[count - 1] >= place) {
            return false;
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, Math.max(64, 2 * count));
        }
        places[count++] = place;
        return true;
    }

    private void keepPlaces() {
        if (places.length < count) {
            places = new int[Math.max(64, 2 * count)];
        }
        for (int i = 0; i < count; i++) {
            places[i] = i;
        }
        dense = false;
    }

    int count() {
        return count;
    }

    /** Whether no position up to the last one is absent. */
    boolean isDense() {
        return dense;
    }

    int place(int index) {
        return dense ? index : places[index];
    }

    long bytes() {
        return dense ? 0 : (long) Integer.BYTES * count;
    }

    public void clear() {
        count = 0;
        dense = true;
    }
}
