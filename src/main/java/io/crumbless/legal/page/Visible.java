package io.crumbless.legal.page;

import java.util.regex.Pattern;

/**
 * What a reader sees is what is there: values come from outside, a terminal obeys control characters, and marks of writing
 * direction turn around the words after them.
 */
final class Visible {
    /** Controls of ASCII and of C1 that end no line, line separators, and embeddings, overrides and isolates. */
    private static final Pattern HIDDEN = Pattern.compile(
            "\\r(?!\\n)|[\\p{Cc}\\x{2028}\\x{2029}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}&&[^\\t\\r\\n]]");

    private Visible() {}

    /** The same text, and in the place of such a character its number, as in {@code u{1B}} after a backslash. */
    static String of(String text) {
        return HIDDEN.matcher(text)
                .replaceAll(hidden ->
                        String.format("\\\\u{%02X}", (int) hidden.group().charAt(0)));
    }
}
