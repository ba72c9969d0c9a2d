package io.crumbless.warehouse.ledger;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * Creates an H2 file or migrates it in a copy: H2 commits every change of a table separately, so a process that is
 * killed between two of them would leave a schema that no script fits. The finished file is moved into place in one
 * step.
 */
final class H2Upgrade {
    private static final String ASIDE = "crumbless.new";
    private static final String ENDING = ".mv.db";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path file;
    private final long deadlineNanos;

    private H2Upgrade(Path file, Duration patience) {
        this.file = file;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /**
     * Does whatever is necessary.
     *
     * @param file the database, which need not exist yet
     * @throws Failure busy if another process has it open; environment if it cannot be written
     */
    static void of(Path file, Duration patience) {
        new H2Upgrade(file, patience).run();
    }

    private void run() {
        Path turn = file.resolveSibling("upgrade.lock");
        try (FileChannel channel = FileModes.PRIVATE.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (Files.exists(file)) {
                // Locked, so that no process can write to the file while it is copied.
                try (FileChannel held = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                        FileLock hold = lock(held)) {
                    upgrade(held);
                }
            } else {
                upgrade(null);
            }
        } catch (IOException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot write the control database " + file + ": " + Reasons.of(e)
                            + "; check the free space and the rights there",
                    e);
        }
    }

    private FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new Failure(
                        Failure.ErrorCategory.BUSY,
                        "Cannot bring the control database " + file
                                + " up to date: another process holds it; wait for the run in progress to end");
            }
            pause();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(
                    Failure.ErrorCategory.BUSY, "Cannot open the control database: interrupted while waiting", e);
        }
    }

    private void upgrade(@Nullable FileChannel old) throws IOException {
        Path aside = file.resolveSibling(ASIDE + ENDING);
        // Left by a killed attempt.
        Files.deleteIfExists(aside);
        if (old != null) {
            copy(old, aside);
        }
        String url = ControlAddress.h2Url(file.resolveSibling(ASIDE));
        H2Account account = H2Account.create(file.resolveSibling("."));
        // The file is closed with the last connection.
        JdbcDataSource database = account.database(url);
        boolean done = false;
        try {
            if (old == null) {
                H2Schema.create(database);
            } else {
                account.moveInto(url);
            }
            Schema.bringUpToDate(database, ControlPlace.ofFile(file));
            done = true;
        } catch (SQLException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot bring the control database " + file + " up to date: "
                            + ControlFault.of(e, ControlPlace.ofFile(file))
                                    .orElseGet(() -> e.getMessage() + "; the password in " + H2Account.FILE
                                            + " beside it may be another's: restore both from one backup"),
                    e);
        } finally {
            if (!done) {
                Files.deleteIfExists(aside);
            }
        }
        try (FileChannel written = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(FileChannel from, Path to) throws IOException {
        try (FileChannel out = FileModes.PRIVATE.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = from.size();
            long copied = 0;
            while (copied < size) {
                copied += from.transferTo(copied, size - copied, out);
            }
        }
    }
}
