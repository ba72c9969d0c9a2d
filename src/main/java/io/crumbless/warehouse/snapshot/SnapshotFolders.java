package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.Location;
import java.util.List;
import java.util.Optional;

/** Where the snapshots of a warehouse are, which of them is current, and how both change in one step. */
sealed interface SnapshotFolders permits RenamedFolders, ListedFolders {
    /** As {@link Warehouse#snapshot}. */
    Location snapshot(String runId);

    /** As {@link Warehouse#unpublished}. */
    Location unpublished(String runId);

    /** As {@link Warehouse#current}. */
    Optional<String> current();

    /** As {@link Warehouse#pointsInside}. */
    boolean pointsInside();

    /** As {@link Warehouse#isComplete}. */
    boolean isComplete(String runId);

    /** As {@link Warehouse#create}. */
    void create();

    /** As {@link Warehouse#publish}. */
    void publish(String runId);

    /** As {@link Warehouse#howToPointTo}. */
    String howToPointTo(String runId);

    /** As {@link Warehouse#snapshots}. */
    List<Location> snapshots();

    /** As {@link Warehouse#replacement}. */
    Location replacement(String name);

    /** As {@link Warehouse#replace}. */
    void replace(String name);

    /** As {@link Warehouse#finishReplacements}. */
    void finishReplacements();

    /**
     * Deletes snapshots.
     *
     * @param kept run ids of those that stay
     * @return run ids of what was deleted
     */
    List<String> deleteBut(List<String> kept);

    /** As {@link Warehouse#unfinished}. */
    List<Location> unfinished();
}
