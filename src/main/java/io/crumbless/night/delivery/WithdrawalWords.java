package io.crumbless.night.delivery;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * States whether a record nobody can read may be a withdrawal or an erasure. It looks for words, so it errs: on the side
 * on which a run stops for nothing. Where most of it is no text, any word may stand there.
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

    /** Characters of one letter that JSON writes by its number. */
    static final int ESCAPE = 6;

    /** Characters of the longest word, however its letters are written. */
    static final int LONGEST =
            ESCAPE * WORDS.stream().mapToInt(String::length).max().orElse(0);

    /** Of so many characters one that could not be decoded makes the others none to be relied on. */
    private static final int CHARACTERS_TO_A_BROKEN_ONE = 4;

    /** Shorter texts are single values, of which a broken letter says nothing. */
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
