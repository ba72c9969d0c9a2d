package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the snapshots that an erasure reads; stops if one is incomplete or not listed. */
final class WholeSnapshots {
    private WholeSnapshots() {}

    /** The complete snapshots. An incomplete one is staging, which is skipped, or damage, which stops the erasure. */
    static List<Location> of(Warehouse warehouse) {
        List<Location> complete = new ArrayList<>();
        for (Location snapshot : warehouse.snapshots()) {
            if (!warehouse.storage().exists(snapshot.resolve(Warehouse.MANIFEST))) {
                throw Finder.unreadable(snapshot, "it has no manifest", null);
            }
            complete.add(snapshot);
        }
        return complete;
    }

    /** Stops if there is a file that no manifest lists: what it contains is unknown, so it cannot be rewritten. */
    static void requireNoStrays(Warehouse warehouse) {
        for (Location snapshot : of(warehouse)) {
            Set<String> listed = new TreeSet<>();
            Warehouse.manifest(snapshot).outputs().forEach(output -> listed.add(output.file()));
            for (FileEntry entry : warehouse.storage().listRecursively(snapshot)) {
                String file = entry.location().text().substring(snapshot.text().length() + 1);
                if (file.endsWith(".parquet") && !listed.contains(file)) {
                    throw Finder.unreadable(entry.location(), "its manifest does not list it", null);
                }
            }
        }
    }
}
