package io.crumbless.warehouse.erase;

import io.crumbless.process.Quantity;
import io.crumbless.warehouse.evidence.PublishedState;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Whether a control database was restored from a backup that is older than an erasure or a request. The next use of the warehouse
 * would then be refused, or erase people again; here it is found without changing anything.
 */
public record OlderDatabase(Warehouse warehouse, ControlDatabase control, Clock clock) {
    /** What it does not know and what follows from that, as text; empty if it knows everything. */
    public Optional<String> why() {
        return forgotten().or(this::older).or(this::unknownReceipts);
    }

    private Optional<String> forgotten() {
        return ControlHistory.of(warehouse, control)
                .forgotten()
                .map(forgotten -> "the control database " + forgotten.why()
                        + ", so the next run is refused; restore its latest backup");
    }

    private Optional<String> older() {
        return new PublishedState(warehouse, control, clock)
                .older()
                .map(why -> why + ", and the next run is refused; restore its latest backup");
    }

    private Optional<String> unknownReceipts() {
        List<String> ids = new LaterReceipts(warehouse, control).ids();
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of("the control database does not know "
                        + Quantity.of(ids.size(), "erasure") + " whose "
                        + (ids.size() == 1 ? "receipt is" : "receipts are") + " in " + new Receipts(control).folder()
                        + ", so it was restored from an older backup; the next run repeats "
                        + (ids.size() == 1 ? "it" : "them"));
    }
}
