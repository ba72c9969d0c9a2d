package io.crumbless.columnar.text;

/** A set of bytes with a meaning for a reader, to find the next one: three bytes, and all up to a fourth. */
final class ByteSet {
    private final long first;
    private final long second;
    private final long third;
    private final long limit;
    private final boolean[] has = new boolean[1 << Byte.SIZE];

    /** @param upTo below 127 */
    ByteSet(int first, int second, int third, int upTo) {
        this.first = WordScan.ofAll(first);
        this.second = WordScan.ofAll(second);
        this.third = WordScan.ofAll(third);
        this.limit = WordScan.ofAll(upTo + 1);
        for (int b = 0; b < has.length; b++) {
            has[b] = b == first || b == second || b == third || b <= upTo;
        }
    }

    /** Index of the next byte of the set; {@code to} if there is none. */
    int find(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - WordScan.BYTES) {
            long word = WordScan.at(bytes, at);
            long mask = WordScan.equal(word, first)
                    | WordScan.equal(word, second)
                    | WordScan.equal(word, third)
                    | WordScan.below(word, limit);
            if (mask != 0) {
                return at + WordScan.first(mask);
            }
            at += WordScan.BYTES;
        }
        while (at < to && !has[bytes[at] & 0xFF]) {
            at++;
        }
        return at;
    }
}
