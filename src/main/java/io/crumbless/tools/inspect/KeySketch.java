package io.crumbless.tools.inspect;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * A sketch of the distinct values of a column (bottom-k sketch). It stores hashes: all of them up to a bound, beyond it
 * the smallest ones. These are a uniform sample of the distinct values, independent of their order and consistent
 * across sources, so that two sketches show how many values two columns share. No value is stored.
 */
public final class KeySketch {
    /**
     * Minimum number of hashes kept if there are more values. The error of a share is then below 0.01; the memory is at
     * most 0.5 MiB.
     */
    static final int KEPT = 1 << 14;

    /** Enough to recognise the kind of a column. */
    static final int FEW = 1 << 9;

    private static final int FIRST_PLACES = 64;

    private final int kept;
    /** Hash table with open addressing, at most half full; 0 marks an empty slot. */
    private long[] places = new long[FIRST_PLACES];

    private int size;
    /** Exclusive upper bound of the hashes kept. */
    private long bound = Long.MAX_VALUE;

    /** @param kept minimum number of hashes kept if there are more values */
    KeySketch(int kept) {
        this.kept = kept;
    }

    void add(String value) {
        addHash(hash(value));
    }

    private void addHash(long hash) {
        if (hash >= bound) {
            return;
        }
        int place = place(hash);
        if (places[place] == 0) {
            places[place] = hash;
            size++;
            if (size > 2 * kept) {
                shrink();
            } else if (2 * size > places.length) {
                rebuild(2 * places.length, places);
            }
        }
    }

    private int place(long hash) {
        int mask = places.length - 1;
        int place = (int) (hash >>> 20) & mask;
        while (places[place] != 0 && places[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void shrink() {
        long[] sorted = Arrays.stream(places).filter(hash -> hash != 0).sorted().toArray();
        bound = sorted[kept];
        rebuild(places.length, Arrays.copyOf(sorted, kept));
    }

    private void rebuild(int length, long[] hashes) {
        long[] before = hashes;
        places = new long[length];
        size = 0;
        for (long hash : before) {
            if (hash != 0) {
                places[place(hash)] = hash;
                size++;
            }
        }
    }

    /** Whether every value was kept. */
    boolean isExact() {
        return bound == Long.MAX_VALUE;
    }

    /** The number of distinct values; an estimate if not all were kept. */
    long distinct() {
        return isExact() ? size : Math.round(size / (bound / (double) Long.MAX_VALUE));
    }

    /** The share of this sketch's distinct values that the other one also has; 0 if this one is empty. */
    double shareIn(KeySketch other) {
        long common = Math.min(bound, other.bound);
        long seen = count(hash -> hash < common);
        long found = count(hash -> hash < common && other.places[other.place(hash)] == hash);
        return seen == 0 ? 0.0 : (double) found / seen;
    }

    private long count(LongPredicate which) {
        return Arrays.stream(places)
                .filter(hash -> hash != 0 && which.test(hash))
                .count();
    }

    /** FNV-1a over the characters, with a final mix so that hashes are uniform; always positive. */
    static long hash(String value) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < value.length(); i++) {
            hash = (hash ^ value.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return Math.max(1, (hash ^ (hash >>> 33)) & Long.MAX_VALUE);
    }
}
