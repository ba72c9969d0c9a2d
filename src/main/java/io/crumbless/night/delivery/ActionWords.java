package io.crumbless.night.delivery;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a source say that they withdraw.
 *
 * @param withdrawals words of the column {@code action} that mean a withdrawal, as {@link WordMap#plain} has them
 * @param stated whether the job file says itself what all records do, so that none of their columns is asked
 */
public record ActionWords(Set<String> withdrawals, boolean stated) {
    static final String WITHDRAW = "withdraw";

    /** The source speaks our words. */
    public static final ActionWords OURS = new ActionWords(Set.of(WITHDRAW), false);

    public ActionWords {
        withdrawals = Set.copyOf(withdrawals);
    }

    /** Whether a record with this text in the column withdraws. */
    boolean withdraws(@Nullable String action) {
        return action != null && withdrawals.contains(WordMap.plain(action));
    }
}
