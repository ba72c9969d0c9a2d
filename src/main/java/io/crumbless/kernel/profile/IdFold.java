package io.crumbless.kernel.profile;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which spellings of an id are the same id: each spelling is folded to a key, and equal keys are one id.
 * Withdrawals, erasures and look-ups match {@link #ALL} spellings; declarations and legacy values are joined {@link
 * #EXACT}ly, unless the job configures which differences its ids ignore.
 *
 * <p>Folding is idempotent, and no id that is not blank folds to an empty key. Thread-safe.
 */
public final class IdFold {
    /**
     * Ignores every difference except {@link SpellingDifference#URL_ENCODING}, because a percent sign may be part of
     * the id. Tombstones are computed from these keys.
     */
    public static final IdFold ALL = new IdFold(EnumSet.complementOf(EnumSet.of(SpellingDifference.URL_ENCODING)));

    /** Ignores no difference: every spelling is an id of its own. */
    public static final IdFold EXACT = new IdFold(Set.of());

    /**
     * {@code 7.0}, {@code 7.}, {@code 7.05e2}, {@code 7.05E+2}, {@code 7E+2}. A bare {@code 7e2} is excluded, because
     * it may be hexadecimal.
     */
    private static final Pattern NUMBER =
            Pattern.compile("([0-9]+)\\.([0-9]*)(?:[eE]\\+?([0-9]{1,2}))?" + "|([0-9]+)[eE]\\+([0-9]{1,2})");

    /** No id has more digits; a larger exponent is not one. */
    private static final int MOST_DIGITS = 40;

    private final Set<SpellingDifference> ignored;

    private IdFold(Set<SpellingDifference> ignored) {
        this.ignored = ignored.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(ignored));
    }

    /** A fold that ignores these differences only. */
    public static IdFold ignoring(Collection<SpellingDifference> differences) {
        return differences.isEmpty() ? EXACT : new IdFold(EnumSet.copyOf(differences));
    }

    public boolean isExact() {
        return ignored.isEmpty();
    }

    /** The key of an id. */
    public String key(String id) {
        if (ignored.isEmpty() || isKeyOfItself(id)) {
            return id;
        }
        String key = ignores(SpellingDifference.URL_ENCODING) ? UrlEncoding.decoded(id) : id;
        boolean ascii = isAscii(key);
        if (ignores(SpellingDifference.INVISIBLE)) {
            key = ascii ? trimmed(key) : visible(key);
        }
        if (ignores(SpellingDifference.CASE)) {
            key = ascii ? key.toLowerCase(Locale.ROOT) : withoutCase(key);
        }
        if (ignores(SpellingDifference.POINT_ZERO)) {
            key = integer(key);
        }
        if (ignores(SpellingDifference.LEADING_ZEROS)) {
            key = withoutZeros(key);
        }
        return key.isBlank() ? id : key;
    }

    /** Whether an id, as UTF-8, is certainly its own key; false if that requires a closer check. */
    public boolean keeps(byte[] id, int from, int to) {
        if (ignored.isEmpty()) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (isTouched((char) id[i])) {
                return false;
            }
        }
        return from == to || id[from] != '0';
    }

    private boolean ignores(SpellingDifference difference) {
        return ignored.contains(difference);
    }

    /** Whether the id contains nothing that any fold could change: the usual case. */
    private static boolean isKeyOfItself(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (isTouched(id.charAt(i))) {
                return false;
            }
        }
        return id.isEmpty() || id.charAt(0) != '0';
    }

    private static boolean isTouched(char c) {
        return c <= ' ' || c >= 0x7F || (c >= 'A' && c <= 'Z') || c == '.' || c == '+' || c == '%';
    }

    /** ASCII contains no invisible characters and no letters with several forms: much cheaper, with the same result. */
    private static boolean isAscii(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static String visible(String id) {
        String plain = Normalizer.normalize(id, Normalizer.Form.NFKC);
        StringBuilder seen = new StringBuilder(plain.length());
        plain.codePoints().filter(c -> !isInvisible(c)).forEach(seen::appendCodePoint);
        // A removed character may have separated a letter from its accent.
        return Normalizer.normalize(trimmed(seen), Normalizer.Form.NFKC);
    }

    private static String trimmed(CharSequence id) {
        int from = 0;
        int to = id.length();
        while (from < to && isBlank(id.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(id.charAt(to - 1))) {
            to--;
        }
        return id.subSequence(from, to).toString();
    }

    /**
     * Whether the character is invisible and has no width: joiners, marks of direction and order, variation selectors,
     * fillers.
     */
    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF)
                || (c >= 0x180B && c <= 0x180D)
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x2065
                || c == 0x3164
                || c == 0xFFA0;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /** Folds case by way of upper case, so that letters with two lower-case forms become equal. */
    private static String withoutCase(String id) {
        String folded = id.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        // Sigma has another lower-case form at the end of a word.
        return Normalizer.normalize(folded.replace('\u03C2', '\u03C3'), Normalizer.Form.NFC);
    }

    /** The integer that a number with a decimal point or an exponent denotes; any other id unchanged. */
    private static String integer(String id) {
        if (id.indexOf('.') < 0 && id.indexOf('+') < 0) {
            return id;
        }
        Matcher number = NUMBER.matcher(id);
        if (!number.matches()) {
            return id;
        }
        String whole = number.group(1) == null ? number.group(4) : number.group(1);
        String part = number.group(2) == null ? "" : number.group(2).replaceAll("0+$", "");
        String power = number.group(3) == null ? number.group(5) : number.group(3);
        int exponent = power == null ? 0 : Integer.parseInt(power);
        if (part.length() > exponent || whole.length() + exponent > MOST_DIGITS) {
            return id;
        }
        return whole + part + "0".repeat(exponent - part.length());
    }

    private static String withoutZeros(String id) {
        int zeros = 0;
        while (zeros < id.length() - 1 && id.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros > 0 && id.chars().allMatch(c -> c >= '0' && c <= '9') ? id.substring(zeros) : id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdFold fold && fold.ignored.equals(ignored);
    }

    @Override
    public int hashCode() {
        return ignored.hashCode();
    }

    @Override
    public String toString() {
        return "ids that ignore " + ignored;
    }
}
