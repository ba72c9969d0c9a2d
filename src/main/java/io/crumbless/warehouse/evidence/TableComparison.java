package io.crumbless.warehouse.evidence;

import io.crumbless.warehouse.ledger.TableState;
import java.util.Optional;

/** Compares the signed state of a table with an earlier one. */
final class TableComparison {
    private TableComparison() {}

    /**
     * Whether the present state is older than the other one, or differs at the same revision.
     *
     * @param now empty where the table is not signed
     */
    static boolean isOlder(TableState then, Optional<TableState> now) {
        return now.isEmpty()
                || now.get().revision() < then.revision()
                || (now.get().revision() == then.revision()
                        && !now.get().content().equals(then.content()));
    }
}
