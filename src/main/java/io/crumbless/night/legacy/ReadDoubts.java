package io.crumbless.night.legacy;

/**
 * Counts of values in a split that may have been misread.
 *
 * @param garbled provided texts with characters that appear to be decoded in the wrong encoding
 * @param ofPrograms provided texts that look like output of a program
 * @param otherKind sampled ids of the wrong kind: customer ids instead of cookie ids, or vice versa
 * @param urlEncoded sampled ids that are linked only after URL encoding or decoding
 */
public record ReadDoubts(long garbled, long ofPrograms, long otherKind, long urlEncoded) {
    public static final ReadDoubts NONE = new ReadDoubts(0, 0, 0, 0);

    /** The sum of these and others of the same source. */
    public ReadDoubts plus(ReadDoubts other) {
        return new ReadDoubts(
                garbled + other.garbled,
                ofPrograms + other.ofPrograms,
                otherKind + other.otherKind,
                urlEncoded + other.urlEncoded);
    }
}
