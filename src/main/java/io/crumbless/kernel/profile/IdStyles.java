package io.crumbless.kernel.profile;

import java.io.Serializable;

/**
 * Collects the styles in which ids are written (length, digits, case, invisible characters), to decide whether two of
 * them may be spellings of the same id; if all ids have one style, none are. Takes a few nanoseconds per id. Not
 * thread-safe.
 */
public final class IdStyles implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int ZEROS = 4;
    private static final int OTHER = 8;

    /** A decimal point or a plus sign, as part of a number that begins with a digit. */
    private static final int MARK = 16;

    private static final int NO_DIGIT = 32;

    /** What each byte value reveals about the id that contains it. */
    private static final byte[] KINDS = kinds();

    private int styles;

    /** One bit for each length of ids that consist of digits. */
    private long lengths;

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < kinds.length; c++) {
            int kind = c >= '0' && c <= '9' ? 0 : NO_DIGIT;
            kind |= c >= 'a' && c <= 'z' ? LOWER : 0;
            kind |= c >= 'A' && c <= 'Z' ? UPPER : 0;
            kind |= c <= ' ' || c >= 0x7F ? OTHER : 0;
            kind |= c == '.' || c == '+' ? MARK : 0;
            kinds[c] = (byte) kind;
        }
        return kinds;
    }

    /** Adds an id, as UTF-8. */
    public void add(byte[] id, int from, int to) {
        int kinds = kindsOf(id, from, to);
        styles |= stylesOf(kinds, id, from, to);
        lengths |= lengthOf(kinds, from, to);
    }

    /** Adds all styles of another collection. */
    public void add(IdStyles others) {
        styles |= others.styles;
        lengths |= others.lengths;
    }

    /** The kinds of all its bytes, with one look-up per byte: almost every id of a night passes through here. */
    private static int kindsOf(byte[] id, int from, int to) {
        int kinds = 0;
        for (int i = from; i < to; i++) {
            kinds |= KINDS[id[i] & 0xFF];
        }
        return kinds;
    }

    private static int stylesOf(int kinds, byte[] id, int from, int to) {
        int styles = kinds & (LOWER | UPPER | OTHER);
        boolean number = from < to && id[from] >= '0' && id[from] <= '9';
        styles |= (kinds & MARK) != 0 && number ? OTHER : 0;
        return styles | ((kinds & NO_DIGIT) == 0 && to - from > 1 && id[from] == '0' ? ZEROS : 0);
    }

    private static long lengthOf(int kinds, int from, int to) {
        return (kinds & NO_DIGIT) != 0 ? 0 : 1L << Math.min(to - from, Long.SIZE - 1);
    }

    /** Whether two of the ids may be spellings of the same id. */
    public boolean mayDiffer() {
        return mayDiffer(styles, lengths);
    }

    private static boolean mayDiffer(int styles, long lengths) {
        int cases = LOWER | UPPER;
        return (styles & OTHER) != 0
                || (styles & cases) == cases
                || ((styles & ZEROS) != 0 && Long.bitCount(lengths) > 1);
    }

    /** Whether an id may be another spelling of one of them. */
    public boolean mayDifferFrom(byte[] id, int from, int to) {
        int kinds = kindsOf(id, from, to);
        return mayDiffer(styles | stylesOf(kinds, id, from, to), lengths | lengthOf(kinds, from, to));
    }

    /** Serialised as two numbers. */
    public long[] numbers() {
        return new long[] {styles, lengths};
    }

    public static IdStyles of(long styles, long lengths) {
        IdStyles read = new IdStyles();
        read.styles = (int) styles;
        read.lengths = lengths;
        return read;
    }
}
