package io.crumbless.legacy;

/**
 * Counts rows of one split whose cookie is not linked as it is spelt, and is in another spelling. Where many may be and none
 * is, it gives up: in some shops ids differ by case. For one thread.
 */
final class SpellingWatch {
    private static final int MOST_IN_VAIN = 1 << 16;

    private final LinkedSpellings linked;
    private long inVain;
    private long otherwise;

    SpellingWatch(LinkTable links) {
        this.linked = links.spellings();
    }

    /** Whether an id wants a closer look. */
    boolean mayBeOtherwise(byte[] id, int from, int to) {
        return inVain < MOST_IN_VAIN && linked.mayHold(id, from, to);
    }

    /** Whether an id that is not linked is linked in another spelling. */
    boolean isOtherwise(byte[] id, int from, int to) {
        if (!mayBeOtherwise(id, from, to)) {
            return false;
        }
        boolean found = linked.hold(id, from, to);
        inVain = found ? 0 : inVain + 1;
        return found;
    }

    void count() {
        otherwise++;
    }

    /** Rows so far. */
    long otherwise() {
        return otherwise;
    }
}
