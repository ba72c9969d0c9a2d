package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.LittleEndian;

/** Case-insensitive hashes of ASCII texts, eight bytes at a time. */
final class FoldedHash {
    /** The hash of a text with other characters, whose lower case cannot be computed byte by byte. */
    static final long NOT_ASCII = 0;

    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private FoldedHash() {}

    /** Never {@link #NOT_ASCII} if all of {@code bytes[from, to)} is ASCII. */
    static long of(byte[] bytes, int from, int to) {
        long hash = to - from;
        long all = 0;
        for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
            long word = LittleEndian.longAt(bytes, at);
            all |= word;
            hash = mixed(hash, lowerCase(word));
        }
        // Without branches, because ids have different lengths of few bytes.
        long last = last(bytes, from, to);
        all |= last;
        hash = mixed(hash, lowerCase(last));
        if ((all & HIGH_BITS) != 0) {
            return NOT_ASCII;
        }
        long folded = hash ^ hash >>> 32;
        return folded == NOT_ASCII ? 1 : folded;
    }

    /** The last eight bytes; for a shorter text, zeros followed by all of it. */
    private static long last(byte[] bytes, int from, int to) {
        int size = Math.min(to - from, Long.BYTES);
        if (size == 0) {
            return 0;
        }
        if (to >= Long.BYTES) {
            return LittleEndian.longAt(bytes, to - Long.BYTES) & -1L << 8 * (Long.BYTES - size);
        }
        long word = 0;
        for (int i = to - 1; i >= to - size; i--) {
            word = word << 8 | bytes[i] & 0xFF;
        }
        return word << 8 * (Long.BYTES - size);
    }

    /**
     * Lower case of eight ASCII characters: the highest bit of each byte marks upper-case letters, and becomes 0x20.
     */
    private static long lowerCase(long word) {
        long fromA = word + (0x80 - 'A') * EACH;
        long behindZ = word + (0x80 - 'Z' - 1) * EACH;
        return word | (fromA & ~behindZ & HIGH_BITS) >>> 2;
    }

    private static long mixed(long hash, long word) {
        return (hash + word) * FACTOR;
    }
}
