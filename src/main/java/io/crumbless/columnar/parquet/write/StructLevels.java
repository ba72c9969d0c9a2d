package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Caches the levels of pages that leaves of one struct share: leaves with a value wherever the struct is present, and
 * leaves without any. Most leaves of a lineage are one or the other, so their levels are encoded once.
 */
final class StructLevels {
    /**
     * Leaves with equal levels: their maximum level, whether they have values, and whether there are repetition levels.
     */
    record Kind(int definedLevel, boolean filled, boolean list) {}

    private record Page(Kind kind, int fromRow, int toRow, byte[] levels) {}

    private final List<Page> pages = new ArrayList<>();

    /** Levels of the page with these rows; null if they were not encoded yet for this kind. */
    byte @Nullable [] find(Kind kind, int fromRow, int toRow) {
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            if (page.fromRow == fromRow && page.toRow == toRow && page.kind.equals(kind)) {
                return page.levels;
            }
        }
        return null;
    }

    void keep(Kind kind, int fromRow, int toRow, Bytes levels) {
        pages.add(new Page(kind, fromRow, toRow, Arrays.copyOf(levels.array(), levels.length())));
    }

    /** Clears the cache; must be called when a row group ends. */
    void clear() {
        pages.clear();
    }
}
