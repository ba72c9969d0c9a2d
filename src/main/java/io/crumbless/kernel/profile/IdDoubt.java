package io.crumbless.kernel.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why an id is suspicious, although it is used as delivered: a program on the way may have changed it, or it is a
 * placeholder for nobody. Either way, different people may share it.
 */
public enum IdDoubt {
    /**
     * A number rounded by a spreadsheet ({@code 1.23457E+12}), text markers of a spreadsheet, a replacement character,
     * escapes of URLs ({@code %40}) or HTML, the notation of a programming language ({@code b'C-1'}, {@code
     * ["C-1"]}), or several ids in one ({@code C-1;C-2}).
     */
    CHANGED,
    /** {@code unknown}, {@code anonymous}, {@code 0}, a UUID of zeros. */
    NOBODY;

    private static final Pattern ROUNDED = Pattern.compile("-?[0-9](\\.[0-9]+)?E\\+[0-9]{2,3}");
    private static final Pattern MARKED = Pattern.compile("=.+|'.+");

    /** Ids that a program serialised as a string, a list or an object, or escaped for a browser. */
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

    /** The length of the longest placeholder, except for the UUID of zeros. */
    private static final int LONGEST_NOBODY = 9;

    /** Last characters of such notations. */
    private static final String CLOSING = "'\")]}>,;";

    private static final int UUID_BYTES = 36;
    private static final char LOST = '\uFFFD';

    /** The doubt about an id, if there is one. Most ids are cleared by a quick check. */
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
                || SeveralIds.isOne(id)
                || UrlEncoding.isOne(id);
    }

    private static boolean mayBeChanged(byte[] id) {
        return id.length > 0
                && (id[0] == '=' || id[0] == '\'' || CLOSING.indexOf(id[id.length - 1]) >= 0 || hasSigns(id));
    }

    /**
     * Whether the id contains a sign of an exponent or an escape, the first byte of U+FFFD or of a typographic
     * quotation mark, or a control character.
     */
    private static boolean hasSigns(byte[] id) {
        for (byte b : id) {
            if (b == '+' || b == '%' || b == '&' || b == '\\' || b == ';' || b == ',' || isUnusual(b)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnusual(byte b) {
        return b == (byte) 0xEF || b == (byte) 0xC2 || b == (byte) 0xE2 || (b >= 0 && b < ' ') || b == 0x7F;
    }

    /** A quick check by first character and length. */
    private static boolean mayBeNobody(byte[] id) {
        return (id.length <= LONGEST_NOBODY || id.length == UUID_BYTES)
                && id.length > 0
                && NOBODY_BEGINS.indexOf(id[0]) >= 0;
    }
}
