package io.crumbless.columnar.spill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * A sample of the keys of a run. Whether a key is in it depends on the key alone, so the sample, and everything derived
 * from it, is independent of memory, threads and splits.
 */
public final class KeySample {
    /** One of so many keys is in the sample. */
    public static final int ONE_IN = 256;

    /** First byte of keys that are never in the sample: they precede all others, in the first range. */
    public static final byte BESIDE = 0;

    private static final int RANGES_AT_ONCE = 4;

    private KeySample() {}

    static boolean takes(byte[] bytes, int offset, int length) {
        if (length > 0 && bytes[offset] == BESIDE) {
            return false;
        }
        int hash = 0x811C9DC5;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (bytes[offset + i] & 0xFF)) * 0x01000193;
        }
        // FNV-1a mixes the low bits of short keys poorly; the finaliser of MurmurHash3 fixes that.
        hash ^= hash >>> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        hash *= 0xC2B2AE35;
        hash ^= hash >>> 16;
        return (hash & (ONE_IN - 1)) == 0;
    }

    /**
     * Divides the keys of several files into ranges with about the same number of keys: one range, or a multiple of
     * {@value #RANGES_AT_ONCE}, so that as many processors, or half of them, finish at about the same time.
     *
     * @param keysPerRange maximum number of keys per range, within the accuracy of the sample. Half as many or fewer
     *     are one range
     * @return the first key of each range but the first, in order
     */
    public static List<byte[]> splitters(List<SpillFile> files, int keysPerRange) {
        List<byte[]> sampled = new ArrayList<>();
        files.forEach(file -> sampled.addAll(file.sampledKeys()));
        return cut(sampled, keysPerRange);
    }

    /**
     * As {@link #splitters}.
     *
     * @param sampled keys of the sample, in any order and possibly repeated
     */
    public static List<byte[]> cut(List<byte[]> sampled, int keysPerRange) {
        TreeSet<byte[]> sample = new TreeSet<>(Arrays::compareUnsigned);
        sample.addAll(sampled);
        List<byte[]> sorted = new ArrayList<>(sample);
        long keys = (long) sorted.size() * ONE_IN;
        long rounds = (keys - 1) / ((long) keysPerRange * RANGES_AT_ONCE) + 1;
        int ranges = keys <= keysPerRange / 2 ? 1 : Math.toIntExact(rounds * RANGES_AT_ONCE);
        List<byte[]> splitters = new ArrayList<>();
        for (int i = 1; i < ranges; i++) {
            splitters.add(sorted.get((int) ((long) i * sorted.size() / ranges)));
        }
        return splitters;
    }
}
