package io.crumbless.columnar.parquet.format;

import io.crumbless.columnar.storage.LittleEndian;

/**
 * XXH64 with seed 0, the hash of Parquet's bloom filters (BloomFilter.md of the format; xxhash_spec.md, "XXH64
 * algorithm"). Unlike the library's, it does not copy texts.
 */
final class XxHash64 {
    private static final long PRIME_1 = 0x9E37_79B1_85EB_CA87L;
    private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long PRIME_3 = 0x1656_67B1_9E37_79F9L;
    private static final long PRIME_4 = 0x85EB_CA77_C2B2_AE63L;
    private static final long PRIME_5 = 0x27D4_EB2F_1656_67C5L;

    /** Sum of the first two primes, modulo 2^64 as in the specification. */
    private static final long PRIMES_1_AND_2 = 0x60EA_27EE_ADC0_B5D6L;

    private static final int STRIPE_BYTES = 32;

    private XxHash64() {}

    static long of(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        long hash;
        if (length >= STRIPE_BYTES) {
            int stripesEnd = end - length % STRIPE_BYTES;
            hash = ofStripes(bytes, at, stripesEnd);
            at = stripesEnd;
        } else {
            hash = PRIME_5;
        }
        hash += length;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash ^= round(0, LittleEndian.longAt(bytes, at));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (at <= end - Integer.BYTES) {
            hash ^= (LittleEndian.intAt(bytes, at) & 0xFFFF_FFFFL) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            at += Integer.BYTES;
        }
        for (; at < end; at++) {
            hash ^= (bytes[at] & 0xFF) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return avalanche(hash);
    }

    private static long ofStripes(byte[] bytes, int from, int to) {
        long first = PRIMES_1_AND_2;
        long second = PRIME_2;
        long third = 0;
        long fourth = -PRIME_1;
        for (int at = from; at < to; at += STRIPE_BYTES) {
            first = round(first, LittleEndian.longAt(bytes, at));
            second = round(second, LittleEndian.longAt(bytes, at + Long.BYTES));
            third = round(third, LittleEndian.longAt(bytes, at + 2 * Long.BYTES));
            fourth = round(fourth, LittleEndian.longAt(bytes, at + 3 * Long.BYTES));
        }
        long hash = Long.rotateLeft(first, 1)
                + Long.rotateLeft(second, 7)
                + Long.rotateLeft(third, 12)
                + Long.rotateLeft(fourth, 18);
        return merge(merge(merge(merge(hash, first), second), third), fourth);
    }

    private static long round(long lane, long word) {
        return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long hash) {
        long mixed = (hash ^ hash >>> 33) * PRIME_2;
        mixed = (mixed ^ mixed >>> 29) * PRIME_3;
        return mixed ^ mixed >>> 32;
    }
}
