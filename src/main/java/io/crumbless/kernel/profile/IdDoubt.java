package io.crumbless.kernel.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What makes an id doubtful although it is read as delivered: a program between its system and us may have changed it, or it is a
 * word for nobody. Both make one person of many.
 */
public enum IdDoubt {
    /**
     * A number that a spreadsheet rounded ({@code 1.23457E+12}), its marks around a text, a letter that was lost, signs as URLs
     * ({@code %40}) or HTML write them, or the notation of a programming language ({@code b'C-1'}, {@code ["C-1"]}).
     */
    CHANGED,
    /** {@code unknown}, {@code anonymous}, {@code 0}, a UUID of zeros. */
    NOBODY;

    private static final Pattern ROUNDED = Pattern.compile("-?[0-9](\\.[0-9]+)?E\\+[0-9]{2,3}");
    private static final Pattern MARKED = Pattern.compile("=.+|'.+");

    /** Of ids that a program wrote as it writes texts, lists and objects, or for a browser. */
    private static final Pattern NOTATION = Pattern.compile(
            "[bu]?(?:'.*'|\".*\")|\\(.+\\)|\\[.*\\](?:\\(.*\\))?|<.*>"
                    + "|\\{(?![0-9A-Fa-f-]{36}\\}).*\\}|[A-Za-z_.]+(?:\\(.*\\)|\\[.*\\])|\u00AB.*\u00BB|\u201C.*\u201D|.+[,;]"
                    + "|.*(?:&(?:[A-Za-z]{2,8}|#x?[0-9A-Fa-f]{1,7});|\\\\(?:u[0-9A-Fa-f]{4}|[nrt]$)|[\\x00-\\x08\\x0E-\\x1F\\x7F]).*",
            Pattern.DOTALL);

    private static final Set<String> NOBODIES = Set.of(
            "unknown",
            "unbekannt",
            "anonymous",
            "anonym",
            "guest",
            "default",
            "dummy",
            "(not set)",
            "(none)",
            "not set",
            "0",
            "-1",
            "-",
            "true",
            "false",
            "00000000-0000-0000-0000-000000000000");

    private static final String NOBODY_BEGINS = "uUaAgGdD(nN0-tTfF";

    /** The longest of them but one, which is a UUID. */
    private static final int LONGEST_NOBODY = 9;

    /** What the notations of programs end in. */
    private static final String CLOSING = "'\")]}>,;";

    private static final int UUID_BYTES = 36;
    private static final char LOST = '\uFFFD';

    /** The doubt about an id, which most are not worth a look for; empty where there is none. */
    public static Optional<IdDoubt> of(byte[] id) {
        if (mayBeNobody(id) && NOBODIES.contains(new String(id, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))) {
            return Optional.of(NOBODY);
        }
        return mayBeChanged(id) && isChanged(new String(id, StandardCharsets.UTF_8))
                ? Optional.of(CHANGED)
                : Optional.empty();
    }

    private static boolean isChanged(String id) {
        return ROUNDED.matcher(id).matches()
                || MARKED.matcher(id).matches()
                || NOTATION.matcher(id).matches()
                || id.indexOf(LOST) >= 0
                || UrlEncoding.isOne(id);
    }

    private static boolean mayBeChanged(byte[] id) {
        return id.length > 0
                && (id[0] == '=' || id[0] == '\'' || CLOSING.indexOf(id[id.length - 1]) >= 0 || hasSigns(id));
    }

    /** The sign before an exponent or a code, the first byte of a letter that was lost or of a quotation mark, a control character. */
    private static boolean hasSigns(byte[] id) {
        for (byte b : id) {
            if (b == '+' || b == '%' || b == '&' || b == '\\' || isUnusual(b)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnusual(byte b) {
        return b == (byte) 0xEF || b == (byte) 0xC2 || b == (byte) 0xE2 || (b >= 0 && b < ' ') || b == 0x7F;
    }

    /** By how it begins, and how long it is. */
    private static boolean mayBeNobody(byte[] id) {
        return (id.length <= LONGEST_NOBODY || id.length == UUID_BYTES)
                && id.length > 0
                && NOBODY_BEGINS.indexOf(id[0]) >= 0;
    }
}
