package io.crumbless.warehouse.evidence;

import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ProtectedTable;
import io.crumbless.warehouse.ledger.TableState;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import java.util.Optional;

/** Checks that an earlier state is part of the present one. */
final class HistoryCheck {
    private final ControlDatabase control;
    private final CheckFindings findings;

    HistoryCheck(ControlDatabase control, CheckFindings findings) {
        this.control = control;
        this.findings = findings;
    }

    /** @param where where the earlier state was recorded */
    void requireContained(Checkpoint then, ProtectedTable table, String where) {
        Optional<TableState> earlier = then.stateOf(table.word());
        if (earlier.isEmpty()) {
            return;
        }
        Optional<TableState> now = control.signing().states().stream()
                .filter(state -> state.table().equals(table.word()))
                .findFirst();
        TableState.Content content = earlier.get().content();
        boolean contained = content.chain().isEmpty()
                || control.signing().chainAt(table, content.entries()).equals(content.chain());
        if (!contained) {
            findings.at(Place.table(table.table()), Code.ENTRIES_GONE, content.entries(), then.at(), where);
        } else if (TableComparison.isOlder(earlier.get(), now)) {
            findings.at(Place.table(table.table()), Code.TABLE_OLDER, then.at(), where);
        }
    }
}
