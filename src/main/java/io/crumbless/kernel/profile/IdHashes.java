package io.crumbless.kernel.profile;

import java.util.Arrays;

/** A hash map from {@link IdHash hashes} to numbers without boxing; 12 to 40 bytes per entry. Not thread-safe. */
public final class IdHashes {
    private static final int NOWHERE = -1;

    private long[] hashes;
    private int[] numbers;
    private int size;

    /** Stored separately, because a hash of 0 marks a free slot. */
    private int numberOfZero = NOWHERE;

    public IdHashes() {
        this(8);
    }

    /** @param expected the expected number of entries; it grows beyond that */
    public IdHashes(int expected) {
        this.hashes = new long[Integer.highestOneBit(Math.max(8, expected)) * 4];
        this.numbers = new int[hashes.length];
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    public boolean contains(long hash) {
        return hash == 0 ? numberOfZero != NOWHERE : hashes[slot(hash)] == hash;
    }

    /** The number of the hash; 0 if it is absent. */
    public int number(long hash) {
        if (hash == 0) {
            return Math.max(0, numberOfZero);
        }
        int slot = slot(hash);
        return hashes[slot] == hash ? numbers[slot] : 0;
    }

    /** Adds the hash with a number, or replaces its number. */
    public void put(long hash, int number) {
        if (hash == 0) {
            size += numberOfZero == NOWHERE ? 1 : 0;
            numberOfZero = number;
            return;
        }
        int slot = slot(hash);
        if (hashes[slot] != hash) {
            if (2 * (size + 1) > hashes.length) {
                grow();
                slot = slot(hash);
            }
            hashes[slot] = hash;
            size++;
        }
        numbers[slot] = number;
    }

    /** Adds the hash; if it is present, it keeps its number. */
    public void add(long hash) {
        put(hash, number(hash));
    }

    /** Increments the number of a hash that is present. */
    public void increment(long hash) {
        put(hash, number(hash) + 1);
    }

    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldNumbers = numbers;
        hashes = new long[2 * oldHashes.length];
        numbers = Arrays.copyOf(oldNumbers, hashes.length);
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
