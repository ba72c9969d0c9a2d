package io.crumbless.night.trial;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.night.run.PolicyDifference.RefusalChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares what the admission bar refuses of the same deliveries under two policies. */
public final class TrialRefusals {
    private static final String REFUSED = "refused:";

    private TrialRefusals() {}

    /**
     * The differences.
     *
     * @param old books of admission under the policy in force
     * @param now books of admission under the proposed policy
     */
    public static List<RefusalChange> between(Books old, Books now) {
        Set<String> keys = new TreeSet<>(refused(old));
        keys.addAll(refused(now));
        List<RefusalChange> changes = new ArrayList<>();
        for (String key : keys) {
            int at = key.indexOf(' ');
            RefusalChange change = new RefusalChange(
                    key.substring(0, at), key.substring(at + 1), refused(old, key), refused(now, key));
            if (change.before() != change.after()) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static List<String> refused(Books books) {
        return books.lines().stream()
                .filter(line -> line.account().unit() == Unit.STATEMENTS)
                .flatMap(line -> line.bins().keySet().stream()
                        .filter(bin -> bin.startsWith(REFUSED))
                        .map(bin -> line.account().source() + " " + bin.substring(REFUSED.length())))
                .toList();
    }

    private static long refused(Books books, String key) {
        return books.lines().stream()
                .filter(line -> line.account().unit() == Unit.STATEMENTS
                        && key.startsWith(line.account().source() + " "))
                .mapToLong(line -> line.bins()
                        .getOrDefault(
                                REFUSED + key.substring(line.account().source().length() + 1), 0L))
                .sum();
    }
}
