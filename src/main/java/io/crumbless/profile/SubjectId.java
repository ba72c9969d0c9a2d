package io.crumbless.profile;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A person, by the company's own customer id: never an e-mail address, never a cookie.
 *
 * <p>Kept as text exactly as delivered, control characters and all, so that ids of any length and with leading zeros survive. The text is personal:
 * {@link #toString()} hides it.
 */
public record SubjectId(String value) implements Comparable<SubjectId> {
    public SubjectId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("Invalid subject id: it is blank or holds NUL");
        }
    }

    /** False for what is blank, and for what holds NUL, which no database and no reader of ours takes. */
    public static boolean isValid(String text) {
        return !text.isBlank() && text.indexOf('\0') < 0;
    }

    /**
     * What all spellings of the id have in common: lower case, without blanks around it and, where it is a number, without
     * zeros before it. Who was erased is recognised by it, so that another spelling brings nobody back.
     */
    public String key() {
        String plain = Normalizer.normalize(value, Normalizer.Form.NFKC);
        int from = 0;
        int to = plain.length();
        while (from < to && isBlank(plain.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(plain.charAt(to - 1))) {
            to--;
        }
        String key = plain.substring(from, to).toLowerCase(Locale.ROOT);
        int zeros = 0;
        while (zeros < key.length() - 1 && key.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros > 0 && key.chars().allMatch(c -> c >= '0' && c <= '9') ? key.substring(zeros) : key;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }

    /** The order of the UTF-8 bytes, which is the order of every output file. */
    @Override
    public int compareTo(SubjectId other) {
        return Utf8Order.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "(subject id hidden)";
    }
}
