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
 * What a control database knows about the snapshots of a warehouse. A database that was lost and recreated, or restored
 * from before an erasure, does not know who was erased: with it, erased people would come back unnoticed.
 */
public final class ControlHistory {
    private final ControlDatabase control;
    private final List<Location> snapshots;

    /**
     * Up to which tombstone each snapshot is clean in its present state; absent if the database does not know the
     * snapshot in this state.
     */
    private final Map<Location, Instant> clean = new HashMap<>();

    private ControlHistory(ControlDatabase control, List<Location> snapshots) {
        this.control = control;
        this.snapshots = snapshots;
    }

    /** What the database does not know about a warehouse. */
    public sealed interface Forgotten {
        /** Text to follow {@code the control database} in an English message. */
        String why();

        /** It knows none of the snapshots, and so no erasure either. */
        record Everything() implements Forgotten {
            @Override
            public String why() {
                return "knows none of the warehouse's snapshots";
            }
        }

        /** It does not know an erasure that was applied to a snapshot. */
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

    /** The snapshots with a manifest. */
    List<Location> snapshots() {
        return snapshots;
    }

    /** Up to which tombstone the snapshot is known to contain no erased person. */
    Instant cleanThrough(Location snapshot) {
        return clean.getOrDefault(snapshot, Instant.EPOCH);
    }

    /** Empty if it knows everything that was done, or if there is no snapshot yet. */
    public Optional<Forgotten> forgotten() {
        if (!snapshots.isEmpty() && snapshots.stream().map(Location::name).noneMatch(control::knows)) {
            return Optional.of(new Forgotten.Everything());
        }
        return snapshots.stream()
                // A snapshot that was adopted is known in the state in which it was found.
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
