package io.crumbless.night.legacy;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Ids that opt-outs name, to be looked for where subjects and cookies are. Safe for many threads.
 *
 * <p>Hashes of keys stand for every spelling of an id; they are sorted.
 */
public final class SoughtIds implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] subjects;
    private final long[] cookies;
    private final long[] scopedCookies;

    /** Cookies of opt-outs as they are written. */
    private final LinkBatch written;

    SoughtIds(long[] subjects, long[] cookies, long[] scopedCookies, LinkBatch written) {
        this.subjects = sorted(subjects);
        this.cookies = sorted(cookies);
        this.scopedCookies = sorted(scopedCookies);
        this.written = written;
    }

    private static long[] sorted(long[] keys) {
        return Arrays.stream(keys).sorted().distinct().toArray();
    }

    boolean hasSubject(long key) {
        return Arrays.binarySearch(subjects, key) >= 0;
    }

    boolean hasCookie(long key) {
        return Arrays.binarySearch(cookies, key) >= 0;
    }

    boolean hasScopedCookie(long key) {
        return Arrays.binarySearch(scopedCookies, key) >= 0;
    }

    LinkBatch written() {
        return written;
    }
}
