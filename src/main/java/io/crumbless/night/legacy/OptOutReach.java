package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdHashes;
import java.util.BitSet;
import java.util.Map;

/**
 * Finds whom opt-outs reach: every subject and every cookie with the same key, in any spelling. If several match, all
 * of them are reached, since the denial wins. All opt-outs are collected first; then all subjects and cookies are
 * visited once.
 */
final class OptOutReach {
    /** The number of spellings by the hash of the key. */
    private final IdHashes subjects = new IdHashes();

    private final IdHashes cookies = new IdHashes();

    void seek(LinkBatch optOuts) {
        for (int i = 0; i < optOuts.size(); i++) {
            if (optOuts.subjectLength(i) > 0) {
                subjects.add(subjectKey(optOuts, i));
            }
            if (optOuts.cookieLength(i) > 0) {
                cookies.add(cookieKey(optOuts, i));
            }
        }
    }

    private static long subjectKey(LinkBatch optOuts, int i) {
        int from = optOuts.subjectStart(i);
        return IdHash.ofKey(optOuts.bytes(), from, from + optOuts.subjectLength(i));
    }

    private static long cookieKey(LinkBatch optOuts, int i) {
        int from = optOuts.cookieStart(i);
        return IdHash.ofKey(optOuts.bytes(), from, from + optOuts.cookieLength(i));
    }

    /** Numbers of the subjects that are sought. */
    BitSet subjects(SubjectArena all) {
        BitSet reached = new BitSet();
        for (int subject = 0; !subjects.isEmpty() && subject < all.count(); subject++) {
            long key = IdHash.ofKey(all.bytes(), all.start(subject), all.end(subject));
            if (subjects.contains(key)) {
                subjects.increment(key);
                reached.set(subject);
            }
        }
        return reached;
    }

    /** @param keys of all cookies, by their number */
    BitSet cookies(long[] keys, int count) {
        BitSet reached = new BitSet();
        for (int cookie = 0; !cookies.isEmpty() && cookie < count; cookie++) {
            if (cookies.contains(keys[cookie])) {
                cookies.increment(keys[cookie]);
                reached.set(cookie);
            }
        }
        return reached;
    }

    /** Records how many spellings of a sought cookie are linked. */
    void cookies(long key, int spellings) {
        cookies.put(key, cookies.number(key) + spellings);
    }

    /** Whether the id of a row exists in the spelling given. */
    @FunctionalInterface
    interface AsWritten {
        boolean has(LinkBatch optOuts, int i);
    }

    /** Puts opt-outs into bins; returns how many reached an id in another spelling. */
    long count(LinkBatch optOuts, Map<String, Long> bins, AsWritten subject, AsWritten cookie) {
        long otherwiseSpelt = 0;
        for (int i = 0; i < optOuts.size(); i++) {
            boolean applied = foundAny(optOuts, i);
            bins.merge(applied ? OptOutScanner.APPLIED : OptOutScanner.MATCHED_NOBODY, 1L, Long::sum);
            int asWritten = subject.has(optOuts, i) ? 1 : 0;
            int cookieAsWritten = cookie.has(optOuts, i) ? 1 : 0;
            boolean others = subjectsFound(optOuts, i) > asWritten || cookiesFound(optOuts, i) > cookieAsWritten;
            otherwiseSpelt += others ? 1 : 0;
        }
        return otherwiseSpelt;
    }

    boolean foundAny(LinkBatch optOuts, int i) {
        return subjectsFound(optOuts, i) + cookiesFound(optOuts, i) > 0;
    }

    int subjectsFound(LinkBatch optOuts, int i) {
        return optOuts.subjectLength(i) == 0 ? 0 : subjects.number(subjectKey(optOuts, i));
    }

    int cookiesFound(LinkBatch optOuts, int i) {
        return optOuts.cookieLength(i) == 0 ? 0 : cookies.number(cookieKey(optOuts, i));
    }
}
