package io.crumbless.answers.proof;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A bloom filter of texts with bounded size: a text that was added is always recognised, and one or two percent of
 * others are recognised by mistake. Thread-safe.
 */
final class TextFilter {
    /** With 16 bits per text and as many probes, one or two in a thousand are recognised by mistake. */
    private static final int BITS_PER_TEXT = 16;

    private static final int PROBES = 4;
    private static final long LEAST_BITS = 1L << 20;

    /** 128 MiB; more texts increase the error rate instead of memory. */
    private static final long MOST_BITS = 1L << 30;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final AtomicLongArray words;
    private final long mask;

    /** @param texts approximate number of texts */
    TextFilter(long texts) {
        long bits = LEAST_BITS;
        while (bits < MOST_BITS && bits < texts * BITS_PER_TEXT) {
            bits <<= 1;
        }
        this.words = new AtomicLongArray((int) (bits >>> 6));
        this.mask = bits - 1;
    }

    /** FNV-1a, mixed so that all bits depend on all bytes. */
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
