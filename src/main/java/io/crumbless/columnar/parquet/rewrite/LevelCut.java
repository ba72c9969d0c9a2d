package io.crumbless.columnar.parquet.rewrite;

import org.jspecify.annotations.Nullable;

/**
 * The levels of a page without those of removed rows.
 *
 * @param entries remaining entries of the page
 * @param values remaining values; null if all remain, because the removed rows have none in the page
 * @param levels remaining levels; empty for a column without levels
 * @param frame the levels compressed, if they have a frame of their own; otherwise empty
 * @param sizeBefore decompressed size of the page's levels before
 */
record LevelCut(Ranges entries, @Nullable RemainingValues values, byte[] levels, byte[] frame, int sizeBefore) {}
