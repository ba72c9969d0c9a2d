package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.KeptVersions;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What all steps of an erasure need. */
record ErasureContext(
        LockedWarehouse locked,
        Suppression suppression,
        UnfinishedWork unfinished,
        Receipts receipts,
        Clock clock,
        Eraser.Watcher watcher,
        Rewriting rewriting,
        Workers workers,
        Finder finder) {
    private static final String DEED = "erase";

    Warehouse warehouse() {
        return locked.warehouse();
    }

    ControlDatabase control() {
        return locked.control();
    }

    void requireLock() {
        locked.lock().requireHeld(DEED);
    }

    /** The current time, in the precision of the control database. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Amender amender() {
        return new Amender(this);
    }

    /** Deletes the earlier versions that a bucket keeps of replaced or deleted files; adds a notice if it cannot. */
    Receipt.@Nullable EarlierVersions deleteEarlierVersions() {
        KeptVersions versions =
                warehouse().storage().keptVersions(warehouse().root()).orElse(null);
        if (versions == null) {
            return null;
        }
        watcher.at("delete earlier versions");
        try {
            return new Receipt.EarlierVersions(versions.deleteNoncurrent(), null);
        } catch (StorageException e) {
            return new Receipt.EarlierVersions(0, e.getMessage());
        }
    }

    Receipt write(Receipt open) {
        watcher.at("write the receipt");
        return receipts.write(open, now());
    }

    /** The failure if somebody was found after their erasure. */
    static Failure cannotVouch(String id, long rows) {
        return new Failure(
                ErrorCategory.INTERNAL,
                "Cannot vouch for erasure " + id + ": " + Quantity.of(rows, "row") + (rows == 1 ? " is" : " are")
                        + " still there after it");
    }
}
