package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.evidence.AnchorSettings;
import io.crumbless.warehouse.evidence.PublishedState;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.ManifestLedger;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The suppression list: who was erased and must not come back (the tombstones of the control database), and up to which
 * tombstone each snapshot is known to be clean.
 */
public final class Suppression {
    private final Warehouse warehouse;
    private final ControlDatabase control;
    private final Clock clock;

    public Suppression(Warehouse warehouse, ControlDatabase control, Clock clock) {
        this.warehouse = warehouse;
        this.control = control;
        this.clock = clock;
    }

    /**
     * The requests that were not carried out yet; a request that precedes a person's re-admission counts as carried
     * out.
     */
    public List<Eraser.Request> unhonoured(Collection<Eraser.Request> requests) {
        ErasedSubjects erased = control.tombstones().all();
        return requests.stream()
                .filter(request -> !erased.contains(request.subject())
                        && erased.readmittedAt(request.subject())
                                .filter(at -> at.isAfter(request.requestedAt()))
                                .isEmpty())
                .toList();
    }

    /**
     * The history that the control database has of the warehouse.
     *
     * @throws Failure environment if it does not know who was erased: with it, they would come back
     */
    ControlHistory requireKnown() {
        ControlHistory known = ControlHistory.of(warehouse, control);
        known.forgotten().ifPresent(forgotten -> {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot use warehouse " + warehouse.root() + ": the control database in " + control.folder() + " "
                            + forgotten.why() + ", so it would re-admit who was erased; restore it from its backup,"
                            + " or see 'crumbless erasure-key --help' where there is none");
        });
        if (warehouse.current().isEmpty()) {
            requireNothingPublished(known.snapshots());
            requireNotLost();
        }
        new PublishedState(warehouse, control, clock).require();
        return known;
    }

    /**
     * Without the pointer a night would be taken for the first, and the evidence log of the earlier ones would be
     * deleted.
     */
    private void requireNothingPublished(List<Location> snapshots) {
        Optional<String> last = control.runs()
                .lastPublished(snapshots.stream().map(Location::name).toList());
        if (last.isPresent()) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot use warehouse " + warehouse.root() + ": it holds snapshot " + last.get()
                            + ", which was published, but no pointer to it; " + warehouse.howToPointTo(last.get()));
        }
    }

    /**
     * If a disk is not mounted, the folder is empty, and the night would be taken for the first and ignore all earlier
     * withdrawals.
     */
    private void requireNotLost() {
        control.manifests().of(warehouse.root().text(), false).stream()
                .filter(ManifestLedger.Entry::published)
                .reduce((earlier, later) -> later)
                .ifPresent(last -> {
                    throw new Failure(
                            ErrorCategory.ENVIRONMENT,
                            "Cannot use warehouse " + warehouse.root() + ": snapshot " + last.runId()
                                    + " was published there, and it holds none; mount its disk, or restore it from its"
                                    + " backup, for what people withdrew is recorded there alone. Where it was deleted on"
                                    + " purpose, 'crumbless erasure-key --adopt' takes the empty place over");
                });
    }

    /**
     * Adopts a warehouse whose control database is lost. Who was erased earlier is no longer known.
     *
     * @param anchor where the earlier state is recorded
     * @return names of its snapshots
     */
    List<String> adopt(AnchorSettings anchor) {
        List<String> adopted = new ArrayList<>();
        for (Location snapshot : WholeSnapshots.of(warehouse)) {
            markClean(snapshot, Instant.EPOCH);
            adopted.add(snapshot.name());
        }
        new PublishedState(warehouse, control, clock).adopt(anchor);
        return adopted;
    }

    /** Records up to which tombstone a snapshot, in its present state, contains no erased person. */
    void markClean(Location snapshot, Instant through) {
        control.erasures().markClean(snapshot.name(), Amendments.state(snapshot), through);
    }

    /**
     * The last tombstone up to which a snapshot is clean if it contains nobody recorded until {@code known}, or by the
     * run or erasure {@code id}: the last of those, unless another user of the control database has recorded more in
     * between.
     */
    Instant cleanThrough(String id, Instant known) {
        return control.tombstones().lastNotedOnlyBy(id, known).orElse(known);
    }
}
