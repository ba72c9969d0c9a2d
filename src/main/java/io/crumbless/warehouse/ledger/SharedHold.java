package io.crumbless.warehouse.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an H2 file open while it is used and for a moment longer, since opening it takes longer than most queries. When
 * another process waits for the file, it is closed for a while, even under load. Thread-safe.
 */
final class SharedHold implements AutoCloseable {
    /** How long it stays open after the last use; a person who navigates pages loads the next one within it. */
    private static final Duration MOMENT = Duration.ofMillis(500);

    /**
     * Maximum time for which the file stays open while another process waits: half of the time that other commands
     * wait.
     */
    private static final Duration LONGEST = Duration.ofMillis(1500);

    /** Maximum time for which the file stays open if no process is known to wait; one may wait without a sign. */
    private static final Duration LONGEST_UNASKED = Duration.ofMinutes(1);

    /** How long the file stays closed for others: three times the pause between their attempts. */
    private static final Duration GAP = Duration.ofMillis(150);

    /** For how long no other thread tries after the file was found open in another process. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    /** More than the number of threads, so that none has to wait. */
    private static final int MOST_SESSIONS = 1000;

    /** For how long after that another process is assumed to be still at work. */
    private static final Duration LATELY = Duration.ofSeconds(5);

    private final DataSource connections;
    private final DataSource impatient;
    private final Supplier<JdbcConnectionPool> pools;
    private final BooleanSupplier awaited;
    private final LongSupplier nanos;
    private final ScheduledThreadPoolExecutor later;

    /** Whether this thread is between {@link #begin} and {@link #end}, and so must not wait for itself. */
    private final ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);

    private @Nullable Connection held;
    private @Nullable JdbcConnectionPool sessions;
    private @Nullable ScheduledFuture<?> closing;
    private int users;
    private long since;
    private long lastUse;
    private long gapUntil;
    private @Nullable SQLException busy;
    private long busyUntil;
    private boolean isAwaited;
    private long lookedForWaiting;

    /**
     * @param connections connections that wait for another process to close the file
     * @param impatient connections that do not wait; used after the file was found open in another process
     * @param pools creates a pool of sessions each time the file is opened
     * @param awaited whether another process waits for the file
     */
    SharedHold(
            DataSource connections, DataSource impatient, Supplier<JdbcConnectionPool> pools, BooleanSupplier awaited) {
        this(connections, impatient, pools, awaited, System::nanoTime);
    }

    /** @param nanos the time, as {@link System#nanoTime} counts it */
    SharedHold(
            DataSource connections,
            DataSource impatient,
            Supplier<JdbcConnectionPool> pools,
            BooleanSupplier awaited,
            LongSupplier nanos) {
        this.connections = connections;
        this.impatient = impatient;
        this.pools = pools;
        this.awaited = awaited;
        this.nanos = nanos;
        this.gapUntil = nanos.getAsLong();
        this.busyUntil = nanos.getAsLong();
        this.lookedForWaiting = nanos.getAsLong() - GAP.toNanos();
        this.later = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "control-hold");
            thread.setDaemon(true);
            return thread;
        });
        later.setKeepAliveTime(1, TimeUnit.SECONDS);
        later.allowCoreThreadTimeOut(true);
    }

    boolean isMine() {
        return mine.get();
    }

    /**
     * A session for a caller between {@link #begin} and {@link #end}; closing it returns it to the pool.
     *
     * @throws SQLException if it cannot be begun
     */
    Connection session() throws SQLException {
        JdbcConnectionPool pool;
        synchronized (this) {
            if (sessions == null) {
                sessions = pools.get();
                sessions.setMaxConnections(MOST_SESSIONS);
            }
            pool = sessions;
        }
        return pool.getConnection();
    }

    /**
     * Opens the file until {@link #end}.
     *
     * @throws SQLException if it cannot be opened, for example because another process has it open
     */
    synchronized void begin() throws SQLException {
        awaitTurn();
        SQLException known = busy;
        long sinceBusy = nanos.getAsLong() - busyUntil;
        if (held == null && known != null && sinceBusy < 0) {
            throw known;
        }
        if (held == null) {
            try {
                held = (known != null && sinceBusy < LATELY.toNanos() ? impatient : connections).getConnection();
                since = nanos.getAsLong();
                busy = null;
            } catch (SQLException e) {
                busy = e;
                busyUntil = nanos.getAsLong() + BUSY.toNanos();
                throw e;
            }
        }
        users++;
        mine.set(true);
    }

    private void awaitTurn() throws SQLException {
        try {
            while (isDue() || (held == null && nanos.getAsLong() < gapUntil)) {
                if (users == 0 && held != null) {
                    letGo();
                } else {
                    wait(GAP.toMillis() / 3);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting for the control database", e);
        }
    }

    private boolean isDue() {
        long heldFor = held == null ? 0 : nanos.getAsLong() - since;
        return heldFor > LONGEST_UNASKED.toNanos() || (heldFor > LONGEST.toNanos() && isAwaited());
    }

    /** Whether another process waits; checked no more often than waiting processes try. */
    private boolean isAwaited() {
        long now = nanos.getAsLong();
        if (now - lookedForWaiting >= GAP.toNanos() / 3) {
            isAwaited = awaited.getAsBoolean();
            lookedForWaiting = now;
        }
        return isAwaited;
    }

    synchronized void end() throws SQLException {
        mine.remove();
        users--;
        lastUse = nanos.getAsLong();
        if (users == 0 && isDue()) {
            letGo();
        } else if (users == 0) {
            if (closing != null) {
                closing.cancel(false);
            }
            closing = later.schedule(this::letGoIfIdle, MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void letGoIfIdle() {
        boolean idle = users == 0 && nanos.getAsLong() - lastUse >= MOMENT.toNanos() - TimeUnit.MILLISECONDS.toNanos(1);
        if (held != null && (idle || (users == 0 && isDue()))) {
            try {
                letGo();
            } catch (SQLException e) {
                // It is closed nevertheless; the next user opens another.
                held = null;
            }
        }
    }

    private void letGo() throws SQLException {
        Connection last = held;
        held = null;
        isAwaited = false;
        if (sessions != null) {
            sessions.dispose();
            sessions = null;
        }
        gapUntil = nanos.getAsLong() + GAP.toNanos();
        notifyAll();
        if (last != null) {
            last.close();
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        later.shutdownNow();
        letGo();
    }
}
