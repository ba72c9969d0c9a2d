package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What unfinished runs of any job left behind: it may contain anybody, so an erasure deletes it entirely. A run that is
 * resumed starts again without it.
 *
 * @param spill folder of the caller's job; those of other jobs are known from their attempts
 */
record UnfinishedWork(Warehouse warehouse, ControlDatabase control, Path spill) {
    List<String> leftovers() {
        List<String> found = new ArrayList<>();
        warehouse.unfinished().forEach(left -> found.add(left.text()));
        Set<Location> folders = new LinkedHashSet<>(List.of(Location.of(spill)));
        control.runs().spills(warehouse.root().text()).forEach(other -> folders.add(Location.of(Path.of(other))));
        for (Location folder : folders) {
            Storage storage = Storage.of(folder);
            if (storage.exists(folder)) {
                storage.list(folder).forEach(entry -> found.add(entry.location().text()));
            }
        }
        return found;
    }

    static void delete(List<String> leftovers) {
        for (String place : leftovers) {
            Location leftover = Location.of(place);
            Storage.of(leftover).deleteRecursively(leftover);
        }
    }
}
