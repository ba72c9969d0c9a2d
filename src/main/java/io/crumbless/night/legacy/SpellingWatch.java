package io.crumbless.night.legacy;

/** Counts the rows of one split whose cookie is linked only in another spelling. Not thread-safe. */
final class SpellingWatch {
    private final LinkedSpellings linked;
    private long otherwise;

    SpellingWatch(LinkTable links) {
        this.linked = links.spellings();
    }

    /** Whether an id may be linked in another spelling; a cheap check. */
    boolean mayBeOtherwise(byte[] id, int from, int to) {
        return linked.mayHold(id, from, to);
    }

    /** Whether an unlinked id is linked in another spelling. */
    boolean isOtherwise(byte[] id, int from, int to) {
        return linked.hold(id, from, to);
    }

    void count() {
        otherwise++;
    }

    /** The number of such rows so far. */
    long otherwise() {
        return otherwise;
    }
}
