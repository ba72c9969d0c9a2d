package io.crumbless.tools.inspect;

import java.util.HashSet;
import java.util.Set;

/**
 * Which values a column holds, as hashes: all of them up to a bound, beyond it those with the smallest hashes. These are a fair
 * sample of the distinct values whatever their order, and the same one in every source, so that two sketches tell how many
 * values two columns share. No value can be told from it.
 */
public final class KeySketch {
    /** Kept at least, once there are more; the error of a share is then below a hundredth. Some 3 MiB. */
    static final int KEPT = 1 << 15;

    private final Set<Long> hashes = new HashSet<>();
    /** Hashes from here on are not kept. */
    private long bound = Long.MAX_VALUE;

    void add(String value) {
        long hash = hash(value);
        if (hash < bound && hashes.add(hash) && hashes.size() > 2 * KEPT) {
            shrink();
        }
    }

    private void shrink() {
        long[] sorted = hashes.stream().mapToLong(Long::longValue).sorted().toArray();
        bound = sorted[KEPT];
        hashes.removeIf(hash -> hash >= bound);
    }

    /** Whether every value was kept. */
    boolean isExact() {
        return bound == Long.MAX_VALUE;
    }

    /** How many different values there were; an estimate where not all were kept. */
    long distinct() {
        return isExact() ? hashes.size() : Math.round(hashes.size() / (bound / (double) Long.MAX_VALUE));
    }

    /** The share of this sketch's different values that the other has too; 0 where this has none. */
    double shareIn(KeySketch other) {
        long common = Math.min(bound, other.bound);
        long seen = 0;
        long found = 0;
        for (long hash : hashes) {
            if (hash < common) {
                seen++;
                found += other.hashes.contains(hash) ? 1 : 0;
            }
        }
        return seen == 0 ? 0.0 : (double) found / seen;
    }

    /** FNV-1a over the characters, then mixed so that small hashes are as likely for every value; zero or more. */
    static long hash(String value) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < value.length(); i++) {
            hash = (hash ^ value.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return (hash ^ (hash >>> 33)) & Long.MAX_VALUE;
    }
}
