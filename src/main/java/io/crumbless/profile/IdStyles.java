package io.crumbless.profile;

/**
 * In which styles ids are written, as far as it bears on whether two of them may be spellings of one: where all are in one
 * style, none are. A few nanoseconds an id. Not safe for several threads.
 */
public final class IdStyles {
    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int ZEROS = 4;
    private static final int OTHER = 8;

    private int styles;

    /** A bit for each length of ids that are digits and nothing else. */
    private long lengths;

    /** Takes note of an id, as UTF-8. */
    public void add(byte[] id, int from, int to) {
        styles |= stylesOf(id, from, to);
        lengths |= lengthOf(id, from, to);
    }

    /** Takes note of what others took note of. */
    public void add(IdStyles others) {
        styles |= others.styles;
        lengths |= others.lengths;
    }

    private static int stylesOf(byte[] id, int from, int to) {
        int styles = 0;
        boolean marks = false;
        for (int i = from; i < to; i++) {
            byte c = id[i];
            styles |= c >= 'a' && c <= 'z' ? LOWER : 0;
            styles |= c >= 'A' && c <= 'Z' ? UPPER : 0;
            styles |= c <= ' ' || c == 0x7F ? OTHER : 0;
            marks |= c == '.' || c == '+';
        }
        boolean number = from < to && id[from] >= '0' && id[from] <= '9';
        styles |= marks && number ? OTHER : 0;
        return styles | (lengthOf(id, from, to) != 0 && to - from > 1 && id[from] == '0' ? ZEROS : 0);
    }

    private static long lengthOf(byte[] id, int from, int to) {
        for (int i = from; i < to; i++) {
            if (id[i] < '0' || id[i] > '9') {
                return 0;
            }
        }
        return 1L << Math.min(to - from, Long.SIZE - 1);
    }

    /** Whether two of the ids may be spellings of one. */
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
        return mayDiffer(styles | stylesOf(id, from, to), lengths | lengthOf(id, from, to));
    }

    /** As two numbers, for a file. */
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
