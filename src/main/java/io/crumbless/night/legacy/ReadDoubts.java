package io.crumbless.night.legacy;

/**
 * What seems to mean something else than was read, of a split.
 *
 * @param garbled provided texts with letters that were read in another encoding than they were written in
 * @param ofPrograms provided texts that are written as programs write them
 * @param otherKind ids of a sample that are of the other kind: customers' where cookies' should be, or the other way round
 * @param urlEncoded ids of a sample that are linked only as a URL would write them, or would not
 */
public record ReadDoubts(long garbled, long ofPrograms, long otherKind, long urlEncoded) {
    public static final ReadDoubts NONE = new ReadDoubts(0, 0, 0, 0);

    /** These and others of the same source. */
    public ReadDoubts plus(ReadDoubts other) {
        return new ReadDoubts(
                garbled + other.garbled,
                ofPrograms + other.ofPrograms,
                otherKind + other.otherKind,
                urlEncoded + other.urlEncoded);
    }
}
