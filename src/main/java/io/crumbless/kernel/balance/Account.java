package io.crumbless.kernel.balance;

import java.util.Comparator;

/**
 * One account of the books: a unit of records of one source.
 *
 * @param source name of the source in the job file
 */
public record Account(String source, Unit unit) implements Comparable<Account> {
    private static final Comparator<Account> ORDER =
            Comparator.comparing(Account::unit).thenComparing(Account::source);

    @Override
    public int compareTo(Account other) {
        return ORDER.compare(this, other);
    }
}
