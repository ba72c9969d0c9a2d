package io.crumbless.warehouse.ledger;

import io.crumbless.process.Stopped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a lock: takes it as soon as its holder is known to be dead, and gives up as soon as the holder is known to
 * be alive.
 */
final class LockQueue {
    private static final long PAUSE_MILLIS = 500;

    private final LockTable table;
    private final String id;
    private final String warehouse;
    private final boolean alone;

    /**
     * @param id of the warehouse
     * @param warehouse its name in messages
     * @param alone whether no other process can have the control database open, so that all other holders must be dead
     */
    LockQueue(LockTable table, String id, String warehouse, boolean alone) {
        this.table = table;
        this.id = id;
        this.warehouse = warehouse;
        this.alone = alone;
    }

    /**
     * @return the fencing number
     * @throws io.crumbless.process.Failure busy if another run has the lock
     */
    long take() {
        Instant leasedUntil = null;
        while (true) {
            LockTable.Row found = table.find(id);
            if (mayBeTaken(found)) {
                Optional<Long> fence = table.take(id, found, LockHolder.thisProcess());
                if (fence.isPresent()) {
                    return fence.get();
                }
            } else if (isKnownToLive(found, leasedUntil)) {
                throw WarehouseLock.busy(warehouse, described(found.holder()));
            } else {
                leasedUntil = found.leasedUntil();
                pause();
            }
        }
    }

    private boolean mayBeTaken(LockTable.Row found) {
        LockHolder holder = found.holder();
        if (holder == null || found.ended()) {
            return true;
        }
        if (holder.isThisProcess()) {
            return false;
        }
        return alone || (holder.isOfThisSystem() && !holder.lives());
    }

    /** @param leasedUntil the end of the lease at the previous attempt; null at the first */
    private static boolean isKnownToLive(LockTable.Row found, @Nullable Instant leasedUntil) {
        LockHolder holder = found.holder();
        return holder != null
                && (holder.isThisProcess()
                        || holder.isOfThisSystem()
                        || (leasedUntil != null && !leasedUntil.equals(found.leasedUntil())));
    }

    private static String described(@Nullable LockHolder holder) {
        return holder == null ? "" : " (" + holder.described() + ")";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped("Stopped while waiting for the lock on the warehouse; the same command continues it");
        }
    }
}
