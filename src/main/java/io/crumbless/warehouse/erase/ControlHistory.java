package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a control database knows of the snapshots of a warehouse. One that was lost and recreated, or is from before an
 * erasure, does not know who was erased: with it they would be re-admitted, and nobody could be informed that they were erased.
 */
public final class ControlHistory {
    private final ControlDatabase control;
    private final List<Location> snapshots;

    /** Up to which tombstone each snapshot is clean in its present state; those without are not known in it. */
    private final Map<Location, Instant> clean = new HashMap<>();

    private ControlHistory(ControlDatabase control, List<Location> snapshots) {
        this.control = control;
        this.snapshots = snapshots;
    }

    /** What it does not know of a warehouse. */
    public sealed interface Forgotten {
        /** What to say after {@code the control database}, in English. */
        String why();

        /** None of the snapshots, so no erasure either. */
        record Everything() implements Forgotten {
            @Override
            public String why() {
                return "knows none of the warehouse's snapshots";
            }
        }

        /** An erasure that was applied to a snapshot. */
        record AnErasure(String snapshot) implements Forgotten {
            @Override
            public String why() {
                return "does not know of an erasure that was applied to snapshot " + snapshot;
            }
        }
    }

    /** @throws io.crumbless.process.Failure if the evidence of a snapshot cannot be read */
    public static ControlHistory of(Warehouse warehouse, ControlDatabase control) {
        ControlHistory recollection = new ControlHistory(
                control,
                warehouse.snapshots().stream()
                        .filter(snapshot -> warehouse.storage().exists(snapshot.resolve(Warehouse.MANIFEST)))
                        .toList());
        ErasureLedger ledger = control.erasures();
        for (Location snapshot : recollection.snapshots) {
            ledger.cleanThrough(snapshot.name(), Amendments.state(snapshot))
                    .ifPresent(through -> recollection.clean.put(snapshot, through));
        }
        return recollection;
    }

    /** The snapshots that have a manifest. */
    List<Location> snapshots() {
        return snapshots;
    }

    /** Up to which tombstone the snapshot is known to hold nobody who was erased. */
    Instant cleanThrough(Location snapshot) {
        return clean.getOrDefault(snapshot, Instant.EPOCH);
    }

    /** Empty where it knows all that was done; also where there is no snapshot yet. */
    public Optional<Forgotten> forgotten() {
        if (!snapshots.isEmpty() && snapshots.stream().map(Location::name).noneMatch(control::knows)) {
            return Optional.of(new Forgotten.Everything());
        }
        return snapshots.stream()
                // One that was adopted was seen in the state it is in.
                .filter(snapshot -> !clean.containsKey(snapshot) && hasUnknownErasure(snapshot))
                .findFirst()
                .map(snapshot -> new Forgotten.AnErasure(snapshot.name()));
    }

    private boolean hasUnknownErasure(Location snapshot) {
        ErasureLedger ledger = control.erasures();
        return Amendments.of(snapshot).amendments().stream()
                .flatMap(amendment -> amendment.erasures().stream())
                .anyMatch(id -> !ledger.knows(id));
    }
}
