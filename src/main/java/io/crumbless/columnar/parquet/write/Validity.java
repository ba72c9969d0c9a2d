package io.crumbless.columnar.parquet.write;

import java.util.Arrays;

/**
 * In which places of a row group something is there, in rising order. A place is a row or, for a column of a struct, the
 * number of the struct. Nothing is kept as long as no place is left out.
 */
public final class Validity {
    private static final int[] NOTHING_KEPT = {};

    private int[] places = NOTHING_KEPT;
    private int count;
    private boolean dense = true;

    /** Adds a place after all others; answers false if it is there already. */
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

    /** Whether no place up to the last one is left out. */
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
