package io.crumbless.parquet;

/**
 * The levels of a page without those of rows that go.
 *
 * @param pieces what stays of entries and values
 * @param frame levels of what stays, compressed; no bytes for a column without levels
 * @param size of them when decompressed
 * @param sizeBefore of the page's levels when decompressed
 */
record LevelCut(Pieces pieces, byte[] frame, int size, int sizeBefore) {}
