package io.crumbless.night.delivery;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How records of a source indicate withdrawals.
 *
 * @param withdrawals words of the column {@code action} that mean a withdrawal, normalised by {@link WordMap#plain}
 * @param every what all records do according to the job file, so that no column is evaluated
 */
public record ActionWords(Set<String> withdrawals, Every every) {
    static final String WITHDRAW = "withdraw";

    /** The source uses the canonical words. */
    public static final ActionWords OURS = new ActionWords(Set.of(WITHDRAW), Every.EITHER);

    /** The action of all records of a source. */
    public enum Every {
        /** All records declare. */
        DECLARES,
        /** All records withdraw: an unreadable record is a withdrawal, too. */
        WITHDRAWS,
        /** Each record states its action. */
        EITHER
    }

    public ActionWords {
        withdrawals = Set.copyOf(withdrawals);
    }

    /** Whether a record with this text in the column withdraws. */
    boolean withdraws(@Nullable String action) {
        return action != null && withdrawals.contains(WordMap.plain(action));
    }

    /** Whether no record withdraws, so that words for withdrawals in records are answers. */
    boolean allDeclare() {
        return every == Every.DECLARES;
    }

    /** Whether a partially readable record with this text may withdraw. */
    boolean mayStandIn(String text) {
        return every == Every.WITHDRAWS
                || WithdrawalWords.in(text)
                || isOwnIn(WordMap.plain(WithdrawalWords.unescaped(text)));
    }

    /** Characters of the longest word, including its delimiters. */
    int longest() {
        int own = withdrawals.stream().mapToInt(String::length).max().orElse(0);
        return Math.max(WithdrawalWords.LONGEST, WithdrawalWords.ESCAPE * own + 2);
    }

    /** A word of the source may be as short as 0 or no, so it must be delimited. */
    private boolean isOwnIn(String text) {
        return withdrawals.stream().filter(word -> !word.isBlank()).anyMatch(word -> standsAlone(word, text));
    }

    private static boolean standsAlone(String word, String text) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            if (begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
