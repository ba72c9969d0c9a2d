package io.crumbless.warehouse.evidence;

import io.crumbless.warehouse.ledger.TableState;
import java.util.Optional;

/** Holds the signed state of a table against an earlier one. */
final class TableComparison {
    private TableComparison() {}

    /**
     * Whether the state of now is from before the one of then, or another of the same revision.
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
