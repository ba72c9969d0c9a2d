package io.crumbless.warehouse.erase;

import io.crumbless.columnar.parquet.rewrite.RowRemoval;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.SortedMap;

/** Rewrites a file of a snapshot without some of its rows. */
@FunctionalInterface
public interface Rewriting {
    /** Copies pages that do not change, and cuts the others. */
    Rewriting CUT = (file, source, target, rows) -> RowRemoval.without(source, target, rows);

    /**
     * @param file as listed in its manifest
     * @param rows rows to remove, by row group, both counted from 0, sorted
     */
    PartSummary without(Manifest.Output file, Location source, Location target, SortedMap<Integer, int[]> rows);
}
