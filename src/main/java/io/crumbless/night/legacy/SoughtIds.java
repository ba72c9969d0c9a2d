package io.crumbless.night.legacy;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The ids named by opt-outs, to be looked for among subjects and cookies. Thread-safe.
 *
 * <p>An id is represented by the hash of its key, which is the same for every spelling. The hashes are sorted.
 */
public final class SoughtIds implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] subjects;
    private final long[] cookies;
    private final long[] scopedCookies;

    /** The cookies of opt-outs as delivered. */
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
