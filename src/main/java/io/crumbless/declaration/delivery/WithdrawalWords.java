package io.crumbless.declaration.delivery;

import java.util.List;
import java.util.Locale;

/**
 * Tells whether a record nobody can read may be a withdrawal or an erasure. It looks for words, so it errs: on the side
 * on which a run stops for nothing.
 */
final class WithdrawalWords {
    private static final List<String> WORDS =
            List.of("withdraw", "revoke", "opt-out", "opt out", "opt_out", "optout", "erase", "delete", "widerruf");

    /** Characters of the longest word. */
    static final int LONGEST = 8;

    private WithdrawalWords() {}

    static boolean in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }
}
