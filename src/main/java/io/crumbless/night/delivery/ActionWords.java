package io.crumbless.night.delivery;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a source say that they withdraw.
 *
 * @param withdrawals words of the column {@code action} that mean a withdrawal, as {@link WordMap#plain} has them
 * @param every what the job file says that all records do, so that none of their columns is asked
 */
public record ActionWords(Set<String> withdrawals, Every every) {
    static final String WITHDRAW = "withdraw";

    /** The source speaks our words. */
    public static final ActionWords OURS = new ActionWords(Set.of(WITHDRAW), Every.EITHER);

    /** What every record of a source does. */
    public enum Every {
        /** It declares. */
        DECLARES,
        /** It withdraws: whatever cannot be read of such a source was a withdrawal. */
        WITHDRAWS,
        /** It says so itself. */
        EITHER
    }

    public ActionWords {
        withdrawals = Set.copyOf(withdrawals);
    }

    /** Whether a record with this text in the column withdraws. */
    boolean withdraws(@Nullable String action) {
        return action != null && withdrawals.contains(WordMap.plain(action));
    }

    /** Whether no record withdraws, so that words of withdrawals in it are answers. */
    boolean allDeclare() {
        return every == Every.DECLARES;
    }

    /** Whether a record of which no more than this text is known may withdraw. */
    boolean mayStandIn(String text) {
        return every == Every.WITHDRAWS
                || WithdrawalWords.in(text)
                || isOwnIn(WordMap.plain(WithdrawalWords.unescaped(text)));
    }

    /** Characters of the longest word, and of what stands around it. */
    int longest() {
        int own = withdrawals.stream().mapToInt(String::length).max().orElse(0);
        return Math.max(WithdrawalWords.LONGEST, WithdrawalWords.ESCAPE * own + 2);
    }

    /** A word of the source may be as short as 0 or no, so it must stand alone. */
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
