package io.crumbless.ledger;

import com.zaxxer.hikari.HikariConfig;
import io.crumbless.profile.Failure;
import io.crumbless.storage.FileModes;
import io.crumbless.storage.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One run's lock on a warehouse. The operating system (a lock on {@code .lock} in a local warehouse) and PostgreSQL (an
 * advisory lock, which also covers runs on other machines) let go by themselves when the process dies.
 */
public final class WarehouseLock implements AutoCloseable {
    private static final String LOCK_FILE = ".lock";

    /** How long PostgreSQL may take to answer that it is there. */
    private static final int ANSWER_SECONDS = 10;

    private final String warehouse;
    private final @Nullable FileChannel file;
    private final @Nullable Connection session;

    private WarehouseLock(String warehouse, @Nullable FileChannel file, @Nullable Connection session) {
        this.warehouse = warehouse;
        this.file = file;
        this.session = session;
    }

    /** @param postgres where runs on other machines ask too; null where the control database is an H2 file */
    static WarehouseLock take(String warehouse, @Nullable HikariConfig postgres) {
        FileChannel file = warehouse.startsWith("/") ? lockFile(Path.of(warehouse)) : null;
        try {
            Connection session = postgres == null ? null : lockRow(warehouse, postgres);
            return new WarehouseLock(warehouse, file, session);
        } catch (RuntimeException e) {
            closeQuietly(file);
            throw e;
        }
    }

    private static FileChannel lockFile(Path warehouse) {
        FileChannel file = openLockFile(warehouse);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            // Held by another run in this process.
        } catch (IOException e) {
            closeQuietly(file);
            throw unusable(warehouse, e);
        }
        closeQuietly(file);
        throw busy(warehouse.toString());
    }

    private static FileChannel openLockFile(Path warehouse) {
        try {
            FileModes modes = FileModes.at(Location.of(warehouse));
            modes.createFolders(warehouse);
            return modes.open(warehouse.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(warehouse, e);
        }
    }

    private static Failure unusable(Path warehouse, IOException e) {
        return new Failure(Failure.Actor.ENVIRONMENT, "Cannot use warehouse " + warehouse + ": " + Reasons.of(e), e);
    }

    private static Connection lockRow(String warehouse, HikariConfig postgres) {
        Connection session = null;
        try {
            session =
                    DriverManager.getConnection(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
            try (PreparedStatement ask = session.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
                ask.setLong(1, key(warehouse));
                try (ResultSet answer = ask.executeQuery()) {
                    if (answer.next() && answer.getBoolean(1)) {
                        return session;
                    }
                }
            }
        } catch (SQLException e) {
            closeQuietly(session);
            throw new Failure(
                    Failure.Actor.ENVIRONMENT, "Cannot ask the control database for a lock: " + e.getMessage(), e);
        }
        closeQuietly(session);
        throw busy(warehouse);
    }

    private static Failure busy(String warehouse) {
        return new Failure(
                Failure.Actor.BUSY,
                "Cannot run on warehouse " + warehouse + ": another run holds it; wait for it to end");
    }

    private static long key(String warehouse) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("crumbless warehouse " + warehouse).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable open) {
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (Exception e) {
            // The lock ends with the process at the latest.
        }
    }

    /**
     * Makes sure that nobody else may have taken the warehouse meanwhile: PostgreSQL lets go of it when it is started again or
     * the connection breaks. To be asked before anything is changed that others may see.
     *
     * @param deed what is about to be done, as a verb
     * @throws Failure busy if the lock is lost
     */
    public void requireHeld(String deed) {
        try {
            if (session == null || session.isValid(ANSWER_SECONDS)) {
                return;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The time to wait is not negative", e);
        }
        throw new Failure(
                Failure.Actor.BUSY,
                "Cannot " + deed + " in warehouse " + warehouse
                        + ": the connection to the control database that held it is lost,"
                        + " so another run may hold it; run it again, and it goes on");
    }

    @Override
    public void close() {
        closeQuietly(session);
        closeQuietly(file);
    }
}
