package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Levels of pages that leaves of one struct have in common: of leaves with a value wherever the struct is there, and of leaves
 * with none at all. Most leaves of a lineage are one or the other, so their levels are encoded once for all of them.
 */
final class StructLevels {
    /** Leaves of one kind: what their highest level is, whether they have values, and whether repetition levels stand in front. */
    record Kind(int definedLevel, boolean filled, boolean list) {}

    private record Page(Kind kind, int fromRow, int toRow, byte[] levels) {}

    private final List<Page> pages = new ArrayList<>();

    /** Levels of the page of these rows; null where no leaf of the kind has had it yet. */
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

    /** Forgets them; call it when a row group ends. */
    void clear() {
        pages.clear();
    }
}
