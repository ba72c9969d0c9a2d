package io.crumbless.kernel.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses JSON arrays of strings, the one form in which lists are delivered as text in the canonical declaration
 * columns.
 */
final class JsonText {
    private static final Pattern BARE = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false");

    private JsonText() {}

    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** The strings, numbers and booleans of a JSON array as texts, or empty if the text is anything else. */
    static Optional<List<String>> items(String json) {
        List<String> found = new ArrayList<>();
        int at = skipSpace(json, 0);
        if (at >= json.length() || json.charAt(at) != '[') {
            return Optional.empty();
        }
        at = skipSpace(json, at + 1);
        if (at < json.length() && json.charAt(at) == ']') {
            return skipSpace(json, at + 1) == json.length() ? Optional.of(found) : Optional.empty();
        }
        while (at < json.length()) {
            StringBuilder item = new StringBuilder();
            at = json.charAt(at) == '"' ? readString(json, at + 1, item) : readBare(json, at, item);
            if (at < 0) {
                return Optional.empty();
            }
            found.add(item.toString());
            at = skipSpace(json, at);
            if (at < json.length() && json.charAt(at) == ']') {
                return skipSpace(json, at + 1) == json.length() ? Optional.of(found) : Optional.empty();
            }
            if (at >= json.length() || json.charAt(at) != ',') {
                return Optional.empty();
            }
            at = skipSpace(json, at + 1);
        }
        return Optional.empty();
    }

    /** Parses up to the closing quote; returns the position after it, or -1 if the string is malformed. */
    private static int readString(String json, int from, StringBuilder out) {
        int at = from;
        while (at < json.length()) {
            char c = json.charAt(at++);
            if (c == '"') {
                return hasLoneSurrogate(out) ? -1 : at;
            }
            if (c < 0x20) {
                return -1;
            }
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (at >= json.length()) {
                return -1;
            }
            char escaped = json.charAt(at++);
            switch (escaped) {
                case '"', '\\', '/' -> out.append(escaped);
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    if (at + 4 > json.length() || !json.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                        return -1;
                    }
                    out.append((char) Integer.parseInt(json.substring(at, at + 4), 16));
                    at += 4;
                }
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }

    /** Parses a number or a boolean; returns the position after it, or -1 if there is none. */
    private static int readBare(String json, int from, StringBuilder out) {
        Matcher bare = BARE.matcher(json).region(from, json.length());
        if (!bare.lookingAt()) {
            return -1;
        }
        out.append(bare.group());
        return bare.end();
    }

    /**
     * Whether it contains half of a surrogate pair. UTF-8 cannot represent it, so that another text would be written
     * than was declared.
     */
    private static boolean hasLoneSurrogate(CharSequence text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static int skipSpace(String json, int from) {
        int at = from;
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
