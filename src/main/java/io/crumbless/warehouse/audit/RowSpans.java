package io.crumbless.warehouse.audit;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What slices need to know about the entire snapshot: ranges of subjects of its row groups, and all withdrawals.
 * Thread-safe.
 */
public final class RowSpans implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Before any row group was read. */
    static final RowSpans NONE = new RowSpans(Map.of(), new LoggedWithdrawals());

    private final HashMap<String, List<GroupSpan>> groups;
    private final LoggedWithdrawals withdrawals;
    private transient @Nullable WithdrawalsBySpelling bySpelling;

    /** @param groups row groups by folder of the dataset, in order */
    RowSpans(Map<String, List<GroupSpan>> groups, LoggedWithdrawals withdrawals) {
        this.groups = new HashMap<>(groups);
        this.withdrawals = withdrawals;
    }

    List<GroupSpan> of(String dataset) {
        return groups.getOrDefault(dataset, List.of());
    }

    /** Sorted on first use. */
    synchronized WithdrawalsBySpelling withdrawals() {
        WithdrawalsBySpelling known = bySpelling;
        if (known == null) {
            known = new WithdrawalsBySpelling(withdrawals);
            bySpelling = known;
        }
        return known;
    }
}
