package io.crumbless.night.legacy;

/** Counts rows of one split whose cookie is not linked as it is spelt, and is in another spelling. For one thread. */
final class SpellingWatch {
    private final LinkedSpellings linked;
    private long otherwise;

    SpellingWatch(LinkTable links) {
        this.linked = links.spellings();
    }

    /** Whether an id wants a closer look. */
    boolean mayBeOtherwise(byte[] id, int from, int to) {
        return linked.mayHold(id, from, to);
    }

    /** Whether an id that is not linked is linked in another spelling. */
    boolean isOtherwise(byte[] id, int from, int to) {
        return linked.hold(id, from, to);
    }

    void count() {
        otherwise++;
    }

    /** Rows so far. */
    long otherwise() {
        return otherwise;
    }
}
