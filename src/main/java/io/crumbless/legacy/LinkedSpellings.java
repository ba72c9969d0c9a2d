package io.crumbless.legacy;

import io.crumbless.profile.IdHash;
import io.crumbless.profile.IdStyles;
import java.util.Arrays;

/**
 * The keys of all linked cookies, to recognise ids that would be linked if they were spelt as the links spell them. Sorted
 * when it is first asked, which it is only where the styles of ids leave other spellings possible. Safe for many threads.
 */
final class LinkedSpellings {
    private final long[] keys;
    private final IdStyles styles;
    private boolean sorted;

    /** @param keys by number of the cookie */
    LinkedSpellings(long[] keys, int cookies, IdStyles styles) {
        this.keys = Arrays.copyOf(keys, cookies);
        this.styles = styles;
    }

    private synchronized long[] sorted() {
        if (!sorted) {
            Arrays.sort(keys);
            sorted = true;
        }
        return keys;
    }

    /** How many keys have more than one cookie. */
    long inSeveral() {
        if (!styles.mayDiffer()) {
            return 0;
        }
        long[] all = sorted();
        long several = 0;
        for (int i = 1; i < all.length; i++) {
            several += all[i] == all[i - 1] && (i == 1 || all[i] != all[i - 2]) ? 1 : 0;
        }
        return several;
    }

    /** Whether an id may be one of them in another spelling; false for nearly every id. */
    boolean mayHold(byte[] id, int from, int to) {
        return keys.length > 0 && styles.mayDifferFrom(id, from, to);
    }

    /** Whether an id that is not linked is one of them in another spelling. */
    boolean hold(byte[] id, int from, int to) {
        return mayHold(id, from, to) && Arrays.binarySearch(sorted(), IdHash.ofKey(id, from, to)) >= 0;
    }
}
