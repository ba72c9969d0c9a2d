package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.Location;
import java.util.List;

/** A published snapshot of a warehouse, with its manifest. */
public record PublishedSnapshot(Warehouse warehouse, Manifest manifest) {
    public String runId() {
        return manifest.runId();
    }

    public Location location() {
        return warehouse.snapshot(manifest.runId());
    }

    /** The files of a dataset, in order. */
    public List<Manifest.Output> files(String dataset) {
        return manifest.outputs().stream()
                .filter(output -> output.dataset().equals(dataset))
                .toList();
    }

    /** Locations of the files of a dataset, in order. */
    public List<Location> parts(String dataset) {
        Location snapshot = location();
        return files(dataset).stream()
                .map(output -> snapshot.resolve(output.file()))
                .toList();
    }
}
