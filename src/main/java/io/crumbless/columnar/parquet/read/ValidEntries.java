package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.BitPlanes;

/**
 * The entries of a batch that have a value, one bit each, lowest first, as in the validity bitmaps of Arrow. Values are
 * decoded without gaps; the rank of an entry is the index of its value.
 */
final class ValidEntries {
    private final long[] bits = new long[BitPlanes.words(ChunkPages.BATCH)];

    /** Number of entries with a value before each word. */
    private final int[] before = new int[bits.length];

    /**
     * Replaces the content.
     *
     * @param level of an entry that has a value
     * @return number of entries with a value
     */
    int set(BitPlanes levels, int level, int entries) {
        int found = 0;
        int words = BitPlanes.words(entries);
        for (int word = 0; word < words; word++) {
            before[word] = found;
            bits[word] = levels.atLeast(level, word) & BitPlanes.mask(entries - (word << 6));
            found += Long.bitCount(bits[word]);
        }
        return found;
    }

    boolean at(int entry) {
        return (bits[entry >>> 6] >>> entry & 1) != 0;
    }

    /** Number of entries with a value before this one. */
    int rank(int entry) {
        int word = entry >>> 6;
        return before[word] + Long.bitCount(bits[word] & (1L << entry) - 1);
    }
}
