package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdStyles;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all linked cookies, to recognise ids that are linked only in a different spelling. Sorted lazily, on
 * first use, which happens only if the id styles allow other spellings. Thread-safe.
 */
final class LinkedSpellings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] keys;
    private final IdStyles styles;

    /**
     * A bit set with one bit per key, so that most other ids need no search; null until the keys are sorted, and
     * published after them.
     */
    private volatile long @Nullable [] bits;

    /** @param keys hashes of keys by number of the cookie */
    LinkedSpellings(long[] keys, int cookies, IdStyles styles) {
        this.keys = Arrays.copyOf(keys, cookies);
        this.styles = styles;
    }

    private long[] bits() {
        long[] made = bits;
        return made == null ? sort() : made;
    }

    private synchronized long[] sort() {
        long[] made = bits;
        if (made == null) {
            Arrays.sort(keys);
            made = new long[Math.max(1, Integer.highestOneBit(keys.length / 4))];
            for (long key : keys) {
                made[word(key, made)] |= 1L << key;
            }
            bits = made;
        }
        return made;
    }

    private static int word(long key, long[] bits) {
        return (int) (key >>> 32) & bits.length - 1;
    }

    /** The number of keys with more than one cookie. */
    long inSeveral() {
        if (!styles.mayDiffer()) {
            return 0;
        }
        bits();
        long several = 0;
        for (int i = 1; i < keys.length; i++) {
            several += keys[i] == keys[i - 1] && (i == 1 || keys[i] != keys[i - 2]) ? 1 : 0;
        }
        return several;
    }

    /** Whether an id may be one of them in any spelling; true for few others. */
    boolean mayHold(byte[] id, int from, int to) {
        return keys.length > 0 && styles.mayDifferFrom(id, from, to) && isMarked(IdHash.ofKey(id, from, to));
    }

    private boolean isMarked(long key) {
        long[] marks = bits();
        return (marks[word(key, marks)] & 1L << key) != 0;
    }

    /** Whether an id that is not linked is linked in another spelling. */
    boolean hold(byte[] id, int from, int to) {
        return mayHold(id, from, to) && Arrays.binarySearch(keys, IdHash.ofKey(id, from, to)) >= 0;
    }

    /** Whether a cookie of that key is linked. */
    boolean hold(long key) {
        return isMarked(key) && Arrays.binarySearch(keys, key) >= 0;
    }

    IdStyles styles() {
        return styles;
    }
}
