package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.UrlEncoding;
import java.nio.charset.StandardCharsets;

/**
 * Samples the first keys of a split to detect whether cookie ids and customer ids were confused. Keys that consist of
 * digits only are ignored: systems number cookies and customers independently. Not thread-safe.
 */
final class KeyKindSample {
    /** Enough to decide, few enough to cost nothing. */
    private static final int SIZE = 1000;

    private final LinkTable links;
    private final boolean subjects;
    private final Fingerprint hasher;
    private int left = SIZE;
    private long strangers;
    private long otherKind;
    private long urlEncoded;

    /** @param subjects whether the keys are ids of customers */
    KeyKindSample(LinkTable links, boolean subjects) {
        this.links = links;
        this.subjects = subjects;
        this.hasher = links.hasher();
    }

    /** Whether the sample needs another key. */
    boolean isOpen() {
        return left > 0;
    }

    /**
     * Takes a key.
     *
     * @param answer of the links: the ordinal of its subject, or why there is none
     */
    void take(byte[] key, int answer) {
        left--;
        if (isNumber(key)) {
            return;
        }
        if (subjects) {
            strangers++;
            int other = links.subjectOf(key, 0, key.length, hasher);
            otherKind += other != LinkTable.UNLINKED && other != answer ? 1 : 0;
        } else if (answer == LinkTable.UNLINKED) {
            strangers++;
            otherKind += links.ordinalOf(key, 0, key.length, hasher) >= 0 ? 1 : 0;
            urlEncoded += isLinkedOtherwise(key) ? 1 : 0;
        }
    }

    /** How many keys are of the other kind, if they are at least half of those that can be judged. */
    long otherKind() {
        return 2 * otherKind >= strangers ? otherKind : 0;
    }

    long urlEncoded() {
        return urlEncoded;
    }

    private boolean isLinkedOtherwise(byte[] key) {
        String id = new String(key, StandardCharsets.UTF_8);
        return isLinked(id, UrlEncoding.decoded(id)) || isLinked(id, UrlEncoding.encoded(id));
    }

    private boolean isLinked(String id, String otherwise) {
        if (id.equals(otherwise)) {
            return false;
        }
        byte[] bytes = DeliveredText.bytes(otherwise);
        return links.subjectOf(bytes, 0, bytes.length, hasher) != LinkTable.UNLINKED;
    }

    private static boolean isNumber(byte[] key) {
        for (byte b : key) {
            if (b < '0' || b > '9') {
                return false;
            }
        }
        return true;
    }
}
