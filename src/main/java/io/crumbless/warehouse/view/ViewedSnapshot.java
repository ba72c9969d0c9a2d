package io.crumbless.warehouse.view;

import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;

/**
 * The snapshots that views read.
 *
 * @param place the warehouse: an absolute path or a URI
 * @param current the current snapshot below it: by its link if the file system has links, otherwise by its name
 * @param kept the snapshots that are kept, the current one first
 * @param listed whether only those may be read: on an object store there may be others that are not published
 */
record ViewedSnapshot(String place, String current, List<Kept> kept, boolean listed, List<ViewedDataset> datasets) {
    /**
     * A snapshot that is kept.
     *
     * @param folder below the warehouse
     */
    record Kept(String runId, String folder) {}

    ViewedSnapshot {
        kept = List.copyOf(kept);
        datasets = List.copyOf(datasets);
    }

    /** @param keep how many snapshots are kept */
    static ViewedSnapshot of(Warehouse warehouse, int keep) {
        String current = warehouse.storage().links().isPresent()
                ? "current"
                : warehouse.folder(warehouse.current().orElseThrow());
        return new ViewedSnapshot(
                place(warehouse),
                current,
                warehouse.chain().stream()
                        .limit(keep)
                        .map(runId -> new Kept(runId, warehouse.folder(runId)))
                        .toList(),
                warehouse.storage().conditionalFiles().isPresent(),
                ViewedDataset.ofCurrent(warehouse));
    }

    private static String place(Warehouse warehouse) {
        return warehouse
                .root()
                .localPath()
                .map(path -> path.toAbsolutePath().normalize().toString().replace('\\', '/'))
                .orElseGet(() -> warehouse.root().text());
    }

    /** The same, with the warehouse at another location. */
    ViewedSnapshot at(String otherPlace) {
        return new ViewedSnapshot(otherPlace, current, kept, listed, datasets);
    }

    /** The location as a URI, for engines that resolve paths without scheme on the file system of a cluster. */
    String uri() {
        return place.startsWith("/") ? "file://" + place : place;
    }

    ViewedDataset profiles() {
        return datasets.stream()
                .filter(dataset -> dataset.folder().equals(Layout.PROFILES))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Missing dataset " + Layout.PROFILES));
    }
}
