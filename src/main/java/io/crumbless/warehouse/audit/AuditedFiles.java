package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The files of a snapshot, each opened once. Thread-safe. */
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

    /** Row groups of all open files. */
    long rowGroups() {
        return open.values().stream().mapToLong(ParquetTable::rowGroups).sum();
    }
}
