package io.crumbless.kernel.profile;

import java.util.regex.Pattern;

/**
 * Recognises artefacts of programs in texts that people should have written: HTML entities and tags ({@code &amp;}),
 * serialised lists and objects ({@code ["green"]}), escape sequences, unfilled templates ({@code {{name}}}), control
 * characters. Such texts are used as delivered, since no format defines another meaning. Thread-safe.
 */
public final class ProgramText {
    private static final Pattern NOTATION = Pattern.compile(
            // HTML and XML: entities and tags
            "&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"
                    + "|</?(?:p|br|b|i|u|em|strong|div|span|a|ul|ol|li|font|html|body)(?:\\s[^<>]*)?/?>"
                    // escaped characters: JSON, quoted-printable, URLs
                    + "|\\\\u[0-9A-Fa-f]{4}|\\\\x[0-9A-Fa-f]{2}"
                    + "|(?:=[0-9A-F]{2}){2}"
                    + "|%[CcDd][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]"
                    // templates
                    + "|\\{\\{[^{}]*\\}\\}|\\{%.*%\\}|\\$\\{[^{}]*\\}|%%[A-Za-z_]+%%|\\*\\|[A-Za-z_:]+\\|\\*|<%.*%>"
                    // characters that people do not type
                    + "|[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F\\uE000-\\uF8FF\\u202D\\u202E]");

    private static final Pattern WHOLE = Pattern.compile(
            // lists, objects, and string literals of programming languages
            "\\[\\s*(?:[\"'\\[{].*|[0-9.,\\s-]*)\\]|\\{\\s*(?:[\"'].*)?\\}|\\(\\s*[\"'].*\\)"
                    + "|[bu](?:'.*'|\".*\")|\".*\""
                    + "|[A-Za-z_.]*[A-Za-z]\\(\\s*[\"'\\[{].*\\)|function\\s*\\(.*"
                    // default string forms of objects
                    + "|(?:\\[[A-Z])?[a-z][a-z0-9]*(?:\\.[A-Za-z0-9_$]+)+;?@[0-9a-f]+|(?:System|java)\\.[A-Za-z.]+(?:\\[\\])?"
                    + "|\\[object [A-Z][A-Za-z]*\\]"
                    // PHP and RTF
                    + "|[aO]:[0-9]+:[{\"].*|s:[0-9]+:\".*\";|\\{\\\\rtf.*",
            Pattern.DOTALL);

    /** Each artefact contains one of these. */
    private static final String SIGNS = "&<\\={[(%$*\"'@:";

    private ProgramText() {}

    /** Whether a text that a person should have written looks like the output of a program. */
    public static boolean isOne(String text) {
        return mayBeOne(text)
                && (NOTATION.matcher(text).find() || WHOLE.matcher(text.strip()).matches());
    }

    /** Whether one item of a list looks like an unsplit list of several. */
    public static boolean isSeveral(String item) {
        for (int i = 1; i < item.length() - 1; i++) {
            if (";|\t\n".indexOf(item.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** A quick check: false for most texts, which contain none of the signs and need no regular expression. */
    public static boolean mayBeOne(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean odd = c < ' ' || c == 0x7F || (c >= 0xE000 && c <= 0xF8FF) || c == '\u202D' || c == '\u202E';
            if (odd || (c < 0x7F && !Character.isLetterOrDigit(c) && SIGNS.indexOf(c) >= 0)) {
                return true;
            }
        }
        return false;
    }
}
