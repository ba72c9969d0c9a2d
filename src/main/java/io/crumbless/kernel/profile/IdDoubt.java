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
     * A number that a spreadsheet rounded ({@code 1.23457E+12}), its marks around a text, a letter that was lost, or signs as
     * URLs write them ({@code %40}).
     */
    CHANGED,
    /** {@code unknown}, {@code anonymous}, {@code 0}, a UUID of zeros. */
    NOBODY;

    private static final Pattern ROUNDED = Pattern.compile("-?[0-9](\\.[0-9]+)?E\\+[0-9]{2,3}");
    private static final Pattern MARKED = Pattern.compile("=\".*\"|'.+");

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
            "00000000-0000-0000-0000-000000000000");

    private static final String NOBODY_BEGINS = "uUaAgGdD(nN0-";

    /** The longest of them but one, which is a UUID. */
    private static final int LONGEST_NOBODY = 9;

    private static final int UUID_BYTES = 36;
    private static final char LOST = '\uFFFD';

    /** The doubt about an id, which most are not worth a look for; empty where there is none. */
    public static Optional<IdDoubt> of(byte[] id) {
        if (mayBeChanged(id) && isChanged(new String(id, StandardCharsets.UTF_8))) {
            return Optional.of(CHANGED);
        }
        return mayBeNobody(id) && NOBODIES.contains(new String(id, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                ? Optional.of(NOBODY)
                : Optional.empty();
    }

    private static boolean isChanged(String id) {
        return ROUNDED.matcher(id).matches()
                || MARKED.matcher(id).matches()
                || id.indexOf(LOST) >= 0
                || UrlEncoding.isOne(id);
    }

    private static boolean mayBeChanged(byte[] id) {
        return id.length > 0 && (id[0] == '=' || id[0] == '\'' || hasSigns(id));
    }

    /** The sign before an exponent or a code, or the first byte of a letter that was lost. */
    private static boolean hasSigns(byte[] id) {
        for (byte b : id) {
            if (b == '+' || b == '%' || b == (byte) 0xEF) {
                return true;
            }
        }
        return false;
    }

    /** By how it begins, and how long it is. */
    private static boolean mayBeNobody(byte[] id) {
        return (id.length <= LONGEST_NOBODY || id.length == UUID_BYTES)
                && id.length > 0
                && NOBODY_BEGINS.indexOf(id[0]) >= 0;
    }
}
