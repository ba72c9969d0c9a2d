package io.crumbless.warehouse.audit;

import io.crumbless.kernel.profile.IdHashes;
import java.util.ArrayList;
import java.util.List;

/**
 * All withdrawals of the log by the folded key of their subject: what was withdrawn under one spelling of an id is
 * withdrawn under all. Thread-safe.
 *
 * <p>Memory: 16 to 40 bytes per withdrawal, in addition to {@link LoggedWithdrawals}.
 */
final class WithdrawalsBySpelling {
    private final LoggedWithdrawals all;

    /** By hash of the key, the last withdrawal with it, counted from 1. */
    private final IdHashes lasts = new IdHashes();

    /** For each withdrawal, the previous one with the same key. */
    private final int[] before;

    WithdrawalsBySpelling(LoggedWithdrawals all) {
        this.all = all;
        this.before = new int[all.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = lasts.number(all.key(i)) - 1;
            lasts.put(all.key(i), i + 1);
        }
    }

    /** Withdrawals under other spellings of the subject's id; mostly none. */
    List<LoggedStatement> of(SubjectBytes subject) {
        if (before.length == 0) {
            return List.of();
        }
        int last = lasts.number(subject.hashOfKey()) - 1;
        if (last < 0) {
            return List.of();
        }
        long own = subject.hashOfSpelling();
        List<LoggedStatement> others = new ArrayList<>(0);
        for (int i = last; i >= 0; i = before[i]) {
            if (all.spelling(i) != own) {
                others.add(all.said(i));
            }
        }
        return others;
    }
}
