package io.crumbless.answers.page;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a reader sees is what is there: values come from outside, a terminal obeys control characters, and marks of writing
 * direction turn around the words after them.
 */
final class Visible {
    /** Controls of ASCII and of C1 that end no line, line separators, and embeddings, overrides and isolates. */
    private static final Pattern HIDDEN = Pattern.compile(
            "\\r(?!\\n)|[\\p{Cc}\\x{2028}\\x{2029}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}&&[^\\t\\r\\n]]");

    private static final char FIRST_CONTROL_ABOVE_ASCII = '\u007f';
    private static final char LAST_CONTROL_ABOVE_ASCII = '\u009f';

    /** Where Hebrew begins; before it nothing is written from right to left. */
    private static final char FIRST_FROM_RIGHT = '\u0590';

    private Visible() {}

    /** Sets what follows apart in its direction of writing, up to {@link #APART_END}; not seen itself. */
    private static final char APART = '\u2068';

    private static final char APART_END = '\u2069';

    /**
     * The same text, and in the place of such a character its number, as in {@code u{1B}} after a backslash. Words that are
     * written from right to left, which only values hold, are set apart: they do not turn around the date or the number
     * beside them. What {@code <bdi>} does in a browser, this does on a terminal and on paper too.
     */
    static String of(String text) {
        return isPlain(text) ? text : shown(text);
    }

    /** Whether nothing is to be shown, as in nearly every page; the expression takes much longer to find that out. */
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

    /** Dashes, quotation marks, the ellipsis up to the line separators; behind the isolates signs, arrows and shapes. */
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

    /** Behind the last word from right to left that only blanks, digits and marks part from the ones before. */
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
