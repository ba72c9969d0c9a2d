package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files of a snapshot, each opened once. Safe for several threads. */
final class AuditedFiles {
    private final Location snapshot;
    private final Map<String, ParquetTable> open = new ConcurrentHashMap<>();

    AuditedFiles(Location snapshot) {
        this.snapshot = snapshot;
    }

    /** @param file path below the snapshot */
    ParquetTable of(String file) {
        return open.computeIfAbsent(file, name -> ParquetTable.open(snapshot.resolve(name)));
    }

    /** Of all that are open. */
    long rowGroups() {
        return open.values().stream().mapToLong(ParquetTable::rowGroups).sum();
    }
}
