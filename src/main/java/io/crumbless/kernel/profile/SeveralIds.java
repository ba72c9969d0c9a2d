package io.crumbless.kernel.profile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognises texts that seem to contain several ids instead of one, such as {@code C-1;C-2}. Such a text is nobody's
 * id, so a request with it would have no effect.
 *
 * <p>The parts must look alike, so that an id of two different parts, {@code shop1|10042}, is one id. Between parts
 * that consist of digits alone only a comma, a semicolon or a line break counts: {@code 2026/1042} and
 * {@code 0171 1234567} are one id. Other separators may be part of an id, so they count only between parts with the
 * same letters, or of the same great length: {@code auth0|user1042} is one id.
 */
public final class SeveralIds {
    private static final String MAY_STAND_BETWEEN = ";,|/ \n\r\t";

    private static final String OPENING = "[{(";

    /** Separators that do not occur in the ids of most systems. */
    private static final Pattern SEPARATORS = Pattern.compile("\\s*[;,\\n\\r\\t]\\s*");

    /** Separators that may also be part of an id. */
    private static final Pattern WORDS =
            Pattern.compile("\\s*[|/]\\s*|\\s+[&+]\\s+|\\s+(?:and|und|et|or|oder|ou)\\s+|\\s+");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}+");

    /** Minimum length of ids of random letters and digits, which have only their length in common. */
    private static final int LONG = 8;

    private SeveralIds() {}

    /** Whether an id seems to hold several. */
    public static boolean isOne(String id) {
        String text = unwrapped(id.strip());
        return mayBeOne(text) && (areAlike(parts(SEPARATORS, text), false) || areAlike(parts(WORDS, text), true));
    }

    /** {@code ["C-1","C-2"]} and {@code {C-1,C-2}} as {@code C-1,C-2}. */
    private static String unwrapped(String text) {
        boolean list = text.length() > 2 && OPENING.indexOf(text.charAt(0)) >= 0;
        return list ? text.substring(1, text.length() - 1).replaceAll("[\"']", "") : text;
    }

    private static boolean mayBeOne(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (MAY_STAND_BETWEEN.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static List<String> parts(Pattern between, String text) {
        return between.splitAsStream(text).filter(part -> !part.isEmpty()).toList();
    }

    private static boolean areAlike(List<String> parts, boolean withLetters) {
        return parts.size() > 1
                && parts.stream().allMatch(part -> isId(part, withLetters) && isAlike(part, parts.get(0), withLetters));
    }

    private static boolean isId(String part, boolean withLetters) {
        return DIGITS.matcher(part).find()
                && (!withLetters || LETTERS.matcher(part).find());
    }

    private static boolean isAlike(String part, String first, boolean withLetters) {
        return (part.length() >= LONG && part.length() == first.length())
                || (withLetters
                        ? digitless(part).equalsIgnoreCase(digitless(first))
                        : form(part).equals(form(first)));
    }

    /** {@code C-1042} as {@code a-9}. */
    private static String form(String part) {
        return LETTERS.matcher(digitless(part)).replaceAll("a");
    }

    /** {@code C-1042} as {@code C-9}. */
    private static String digitless(String part) {
        return DIGITS.matcher(part).replaceAll("9");
    }
}
