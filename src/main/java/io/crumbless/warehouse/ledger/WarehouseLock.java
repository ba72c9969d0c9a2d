package io.crumbless.warehouse.ledger;

import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * One run's lock on a warehouse: a row in the control database with a lease that this process renews and a fencing
 * number that is checked before anything is changed, and on a local disk the operating system's lock on {@code .lock}
 * besides.
 *
 * <p>A holder on this machine that died is replaced at once, any other when its lease expires. If the lock is lost,
 * because another process took it or the database does not respond, the thread that took it is interrupted, and {@link
 * #whileHeld} reports why.
 */
public final class WarehouseLock implements AutoCloseable {
    private static final long PAUSE_MILLIS = 1000;

    private final Location warehouse;
    private final String id;
    private final @Nullable LocalLock file;
    private final LockTable table;
    private final ControlFile named;
    private final Lease lease;
    private final long fence;
    private final Thread owner = Thread.currentThread();
    private final Thread renewing = new Thread(this::renewNowAndThen, "crumbless-lease");
    private volatile @Nullable LockLost lost;
    private boolean interrupting = true;

    /**
     * The timing of a lock, in whole seconds.
     *
     * @param length after which others may take it if it is not renewed
     * @param renewal between two renewals
     * @param silence time without a response from the control database after which the run ends; shorter than the
     *     length by more than a renewal
     */
    record Lease(Duration length, Duration renewal, Duration silence) {
        /**
         * A restart of PostgreSQL takes less than the silence; a pause of the process longer than the length is rare.
         */
        static final Lease USUAL = new Lease(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    private WarehouseLock(
            Location warehouse,
            String id,
            @Nullable LocalLock file,
            LockTable table,
            ControlFile named,
            Lease lease,
            long fence) {
        this.warehouse = warehouse;
        this.id = id;
        this.file = file;
        this.table = table;
        this.named = named;
        this.lease = lease;
        this.fence = fence;
        renewing.setDaemon(true);
        renewing.start();
    }

    /**
     * Takes the lock. If a process on another machine has it, waits until that process renews it, or until its lease
     * expires.
     *
     * @param named the control file of the warehouse
     * @param place of the control database; no other process can have that of a file open
     * @throws Failure busy if another run has it
     */
    static WarehouseLock take(Location warehouse, LockTable table, ControlFile named, ControlPlace place, Lease lease) {
        LocalLock file = warehouse.localPath().map(LocalLock::on).orElse(null);
        try {
            String id = named.warehouseId();
            long fence = new LockQueue(table, id, warehouse.text(), place.file().isPresent()).take();
            return new WarehouseLock(warehouse, id, file, table, named, lease, fence);
        } catch (DataAccessException e) {
            closeQuietly(file);
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot lock warehouse " + warehouse + ": the control database failed (SQLSTATE " + e.sqlState()
                            + "); "
                            + ControlFault.of(e, place).orElse("check that it runs and has free space, then run again"),
                    e);
        } catch (RuntimeException e) {
            closeQuietly(file);
            throw e;
        }
    }

    /**
     * Checks that nobody else has taken the warehouse meanwhile, and that its control database is still this one. Call
     * it before any change that others may see; it renews the lease.
     *
     * @param deed the action about to begin, as a verb
     * @throws Failure busy if the lock is lost; environment if the control database does not respond
     */
    public void requireHeld(String deed) {
        String cannot = "Cannot " + deed + " in warehouse " + warehouse + ": ";
        LockLost before = lost;
        if (before != null) {
            throw new LockLost(before.category(), cannot + before.reason(), before.reason(), before);
        }
        if (!renewed(cannot)) {
            throw new LockLost(Failure.ErrorCategory.BUSY, cannot + taken(), taken(), null);
        }
        named.requireUnchanged(deed);
    }

    private boolean renewed(String cannot) {
        long began = System.nanoTime();
        while (true) {
            try {
                return table.renew(id, fence);
            } catch (DataAccessException e) {
                if (System.nanoTime() - began > lease.silence.toNanos()) {
                    throw new LockLost(Failure.ErrorCategory.ENVIRONMENT, cannot + silent(), silent(), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped("Stopped while waiting for the control database; the same command continues it");
        }
    }

    /**
     * Runs work that must not continue without the lock.
     *
     * @throws Failure that reports the loss of the lock, if it was lost meanwhile, in place of resulting failures
     */
    public <T> T whileHeld(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException thrown) {
            LockLost why = lost;
            if (why == null || thrown instanceof LockLost) {
                throw thrown;
            }
            stopInterrupting();
            why.addSuppressed(thrown);
            throw why;
        }
    }

    private void renewNowAndThen() {
        long heldNanos = System.nanoTime();
        long pause = lease.renewal.toMillis();
        try {
            while (lost == null) {
                TimeUnit.MILLISECONDS.sleep(pause);
                long began = System.nanoTime();
                try {
                    if (!table.renew(id, fence)) {
                        lose(Failure.ErrorCategory.BUSY, taken(), null);
                    }
                    heldNanos = began;
                    pause = lease.renewal.toMillis();
                } catch (DataAccessException e) {
                    pause = Math.min(PAUSE_MILLIS, lease.renewal.toMillis());
                    if (System.nanoTime() - heldNanos > lease.silence.toNanos()) {
                        lose(Failure.ErrorCategory.ENVIRONMENT, silent(), e);
                    }
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts more than once, because a library that waits for a lock may consume the interrupt. */
    private void lose(Failure.ErrorCategory category, String reason, @Nullable Throwable cause)
            throws InterruptedException {
        lost = new LockLost(category, "Cannot go on in warehouse " + warehouse + ": " + reason, reason, cause);
        while (interruptOwner()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private synchronized boolean interruptOwner() {
        if (interrupting) {
            owner.interrupt();
        }
        return interrupting;
    }

    private synchronized void stopInterrupting() {
        interrupting = false;
    }

    private String taken() {
        return "another run has taken it, because this one did not renew its lease of " + lease.length.toSeconds()
                + " seconds in time; run it again to continue";
    }

    private String silent() {
        return "the control database has not answered for " + lease.silence.toSeconds()
                + " seconds, so another run may take it; check that the database is running, then run again to "
                + "continue";
    }

    @Override
    public void close() {
        stopInterrupting();
        renewing.interrupt();
        if (lost == null) {
            try {
                table.release(id, fence);
            } catch (DataAccessException e) {
                // Its lease expires, and on this machine other processes see that this one has ended.
            }
        } else if (Thread.currentThread() == owner) {
            // The interrupt was meant for this work only.
            Thread.interrupted();
        }
        table.close();
        closeQuietly(file);
    }

    private static void closeQuietly(@Nullable LocalLock file) {
        if (file != null) {
            file.close();
        }
    }

    /** The failure if another run has the lock. */
    static Failure busy(String warehouse, String holder) {
        return new Failure(
                Failure.ErrorCategory.BUSY,
                "Cannot run on warehouse " + warehouse + ": another run holds it" + holder + "; wait for it to end");
    }
}
