package io.crumbless.answers.page;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes invisible characters visible: values come from outside, terminals interpret control characters, and
 * bidirectional marks reorder the words after them.
 */
final class Visible {
    /**
     * Control characters of ASCII and C1 except line ends, line separators, and bidirectional embeddings, overrides and
     * isolates.
     */
    private static final Pattern HIDDEN = Pattern.compile(
            "\\r(?!\\n)|[\\p{Cc}\\x{2028}\\x{2029}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}&&[^\\t\\r\\n]]");

    private static final char FIRST_CONTROL_ABOVE_ASCII = '\u007f';
    private static final char LAST_CONTROL_ABOVE_ASCII = '\u009f';

    /** Start of Hebrew; no character before it is written from right to left. */
    private static final char FIRST_FROM_RIGHT = '\u0590';

    private Visible() {}

    /** First strong isolate: isolates the direction of the following text up to {@link #APART_END}; invisible. */
    private static final char APART = '\u2068';

    private static final char APART_END = '\u2069';

    /**
     * The text with each such character replaced by its code point, as in {@code u{1B}} after a backslash. Words
     * written from right to left, which occur in values only, are isolated, so that they do not reorder an adjacent
     * date or number, like {@code <bdi>} in a browser, but also on a terminal and on paper.
     */
    static String of(String text) {
        return isPlain(text) ? text : shown(text);
    }

    /** Whether nothing needs to be replaced, as in nearly every page; the regular expression would take much longer. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c < FIRST_CONTROL_ABOVE_ASCII
                    ? c >= ' ' || c == '\n' || c == '\t'
                    : c > LAST_CONTROL_ABOVE_ASCII && (c < FIRST_FROM_RIGHT || isPlainPunctuation(c));
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /**
     * Dashes, quotation marks and the ellipsis below the line separators; arrows, symbols and shapes above the
     * isolates.
     */
    private static boolean isPlainPunctuation(char c) {
        return (c >= '\u2010' && c <= '\u2027') || (c >= '\u2070' && c <= '\u2bff');
    }

    static String shown(String text) {
        return apart(HIDDEN.matcher(text)
                .replaceAll(hidden -> String.format(
                        Locale.ROOT, "\\\\u{%02X}", (int) hidden.group().charAt(0))));
    }

    private static String apart(String text) {
        if (text.codePoints().noneMatch(Visible::isFromRight)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 2);
        int at = 0;
        while (at < text.length()) {
            int code = text.codePointAt(at);
            if (isFromRight(code)) {
                int end = endOfRun(text, at);
                out.append(APART).append(text, at, end).append(APART_END);
                at = end;
            } else {
                out.appendCodePoint(code);
                at += Character.charCount(code);
            }
        }
        return out.toString();
    }

    /** End of a run of words from right to left that are separated only by blanks, digits and punctuation. */
    private static int endOfRun(String text, int from) {
        int end = from;
        for (int at = from; at < text.length(); ) {
            int code = text.codePointAt(at);
            at += Character.charCount(code);
            if (isFromRight(code)) {
                end = at;
            } else if (code == '\n' || code == '\r' || !isBetweenWords(code)) {
                break;
            }
        }
        return end;
    }

    private static boolean isFromRight(int code) {
        byte direction = Character.getDirectionality(code);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static boolean isBetweenWords(int code) {
        return Character.isWhitespace(code)
                || Character.isDigit(code)
                || Character.getDirectionality(code) == Character.DIRECTIONALITY_NONSPACING_MARK;
    }
}
