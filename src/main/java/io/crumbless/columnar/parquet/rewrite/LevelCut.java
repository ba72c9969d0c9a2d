package io.crumbless.columnar.parquet.rewrite;

import org.jspecify.annotations.Nullable;

/**
 * The levels of a page without those of rows that go.
 *
 * @param entries that stay, of the page's
 * @param values that stay; null if all do, because the rows that go have none in the page
 * @param frame levels of what stays, compressed; no bytes for a column without levels
 * @param size of them when decompressed
 * @param sizeBefore of the page's levels when decompressed
 */
record LevelCut(Ranges entries, @Nullable RemainingValues values, byte[] frame, int size, int sizeBefore) {}
