package io.crumbless.night.delivery;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether an unreadable record may be a withdrawal or an erasure. It searches for words, and errs on the safe
 * side, on which a run stops needlessly. If most of a record is not text, it may contain any word.
 */
final class WithdrawalWords {
    private static final List<String> WORDS = List.of(
            "withdraw",
            "revoke",
            "revoc",
            "opt-out",
            "opt out",
            "opt_out",
            "optout",
            "unsubscribe",
            "erase",
            "delete",
            "remove",
            "retrait",
            "widerruf",
            "widerrief",
            "abmeld",
            "abbestell",
            "l\u00F6sch",
            "loesch",
            "zur\u00FCckgezogen",
            "zur\u00FCckgenommen");

    private static final int HEXADECIMAL = 16;

    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");

    /** Characters of one letter as a JSON escape. */
    static final int ESCAPE = 6;

    /** Characters of the longest word, with every letter escaped. */
    static final int LONGEST =
            ESCAPE * WORDS.stream().mapToInt(String::length).max().orElse(0);

    /** If one in so many characters could not be decoded, the others are unreliable. */
    private static final int CHARACTERS_TO_A_BROKEN_ONE = 4;

    /** Shorter texts are single values, of which a broken letter proves nothing. */
    private static final int FEWEST_CHARACTERS = 16;

    private WithdrawalWords() {}

    static boolean in(String text) {
        String lower = unescaped(text).toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains) || isMostlyNoText(text);
    }

    /**
     * Letters of UTF-16 in a file that is read as another encoding stand apart, and are put together; JSON may write others by
     * their numbers.
     */
    static String unescaped(String text) {
        String joined = text.replace("\0", "");
        return joined.contains("\\u")
                ? ESCAPED.matcher(joined)
                        .replaceAll(letter -> Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(letter.group(1), HEXADECIMAL))))
                : joined;
    }

    private static boolean isMostlyNoText(String text) {
        long broken = text.chars()
                .filter(c -> c == '\uFFFD' || (c > 0 && c < ' ' && c != '\t' && c != '\r' && c != '\n'))
                .count();
        return text.length() >= FEWEST_CHARACTERS && broken * CHARACTERS_TO_A_BROKEN_ONE >= text.length();
    }
}
