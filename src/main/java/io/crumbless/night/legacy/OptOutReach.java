package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdHashes;
import java.util.BitSet;

/**
 * Whom opt-outs reach: every subject and every cookie of the same key, however it is spelt. If these are several, all of
 * them: denial wins. First all opt-outs are sought, then subjects and cookies are gone through once.
 */
final class OptOutReach {
    /** By the hash of the key, how many spellings of it there are. */
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
