package io.crumbless.answers.explain;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Caches manifests for a process that answers often; reads one again if its file or its amendments have changed.
 * Thread-safe.
 */
final class OpenManifests {
    /** More snapshots than a warehouse keeps. */
    private static final int MOST = 64;

    private final Map<Location, Read> known = new ConcurrentHashMap<>();

    private record Read(FileEntry file, Optional<FileEntry> amendments, Manifest manifest) {
        boolean differsFrom(FileEntry nowFile, Optional<FileEntry> nowAmendments) {
            return file.differsFrom(nowFile)
                    || amendments.isPresent() != nowAmendments.isPresent()
                    || (amendments.isPresent() && amendments.get().differsFrom(nowAmendments.orElseThrow()));
        }
    }

    /** With its amendments applied. */
    Manifest of(Warehouse warehouse, String runId) {
        Location snapshot = warehouse.snapshot(runId);
        if (!snapshot.isLocal()) {
            // Object stores cache evidence themselves, and requests cost money.
            return warehouse.manifest(runId);
        }
        Storage storage = Storage.of(snapshot);
        FileEntry file = storage.stat(snapshot.resolve(Warehouse.MANIFEST));
        Optional<FileEntry> amendments = storage.find(snapshot.resolve(Amendment.FILE));
        Read read = known.get(snapshot);
        if (read == null || read.differsFrom(file, amendments)) {
            read = new Read(file, amendments, warehouse.manifest(runId));
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(snapshot, read);
        }
        return read.manifest();
    }
}
