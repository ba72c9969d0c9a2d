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
 * Manifests that were read lately, so that a process that answers often reads them once; one whose file, or whose amendments', has
 * changed since is read again. Safe for many threads.
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

    /** As it is with its amendments. */
    Manifest of(Warehouse warehouse, String runId) {
        Location snapshot = warehouse.snapshot(runId);
        if (!snapshot.isLocal()) {
            // Object stores keep evidence themselves, and to ask them costs money.
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
