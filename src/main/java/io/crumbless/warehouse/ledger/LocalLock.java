package io.crumbless.warehouse.ledger;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The operating system's lock on a warehouse on a local disk, which ends with the process. */
final class LocalLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final FileChannel file;

    private LocalLock(FileChannel file) {
        this.file = file;
    }

    /** @throws Failure busy if another process, or another run in this process, has it */
    static LocalLock on(Path warehouse) {
        LocalLock lock = new LocalLock(open(warehouse));
        try {
            if (lock.file.tryLock() != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Locked by another run in this process.
        } catch (IOException e) {
            lock.close();
            throw unusable(warehouse, e);
        }
        lock.close();
        throw WarehouseLock.busy(warehouse.toString(), "");
    }

    private static FileChannel open(Path warehouse) {
        try {
            FileModes modes = FileModes.at(Location.of(warehouse));
            modes.createFolders(warehouse);
            return modes.open(warehouse.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(warehouse, e);
        }
    }

    private static Failure unusable(Path warehouse, IOException e) {
        return new Failure(
                Failure.ErrorCategory.ENVIRONMENT, "Cannot use warehouse " + warehouse + ": " + Reasons.of(e), e);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // It is released when the process ends, at the latest.
        }
    }
}
