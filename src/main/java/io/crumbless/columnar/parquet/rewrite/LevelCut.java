package io.crumbless.columnar.parquet.rewrite;

import org.jspecify.annotations.Nullable;

/**
 * The levels of a page without those of rows that go.
 *
 * @param entries that stay, of the page's
 * @param values that stay; null if all do, because the rows that go have none in the page
 * @param levels of what stays; no bytes for a column without levels
 * @param frame the same compressed, where levels have a frame of their own; no bytes elsewhere
 * @param sizeBefore of the page's levels when decompressed
 */
record LevelCut(Ranges entries, @Nullable RemainingValues values, byte[] levels, byte[] frame, int sizeBefore) {}
