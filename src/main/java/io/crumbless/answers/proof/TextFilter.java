package io.crumbless.answers.proof;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers texts in a bounded number of bits: one that was added is always recognised, and of a hundred that were not, one
 * or two are taken for one that was. Safe for several threads.
 */
final class TextFilter {
    /** With 16 bits for each text and as many probes, one or two in a thousand are mistaken. */
    private static final int BITS_PER_TEXT = 16;

    private static final int PROBES = 4;
    private static final long LEAST_BITS = 1L << 20;

    /** 128 MiB, beyond which more texts make more mistakes, and no more memory. */
    private static final long MOST_BITS = 1L << 30;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final AtomicLongArray words;
    private final long mask;

    /** @param texts how many will be added, roughly */
    TextFilter(long texts) {
        long bits = LEAST_BITS;
        while (bits < MOST_BITS && bits < texts * BITS_PER_TEXT) {
            bits <<= 1;
        }
        this.words = new AtomicLongArray((int) (bits >>> 6));
        this.mask = bits - 1;
    }

    /** FNV-1a, stirred so that all bits depend on all bytes. */
    static long hash(byte[] bytes, int offset, int length) {
        long hash = FNV_BASIS;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ bytes[i]) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    static long hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return hash(bytes, 0, bytes.length);
    }

    void add(long hash) {
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = bit(hash, probe);
            int word = (int) (bit >>> 6);
            long set = 1L << bit;
            if ((words.get(word) & set) == 0) {
                words.getAndAccumulate(word, set, (old, more) -> old | more);
            }
        }
    }

    boolean mayHold(long hash) {
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = bit(hash, probe);
            if ((words.get((int) (bit >>> 6)) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private long bit(long hash, int probe) {
        return hash + probe * (hash >>> 32 | 1) & mask;
    }
}
