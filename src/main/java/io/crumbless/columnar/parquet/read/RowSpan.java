package io.crumbless.columnar.parquet.read;

/**
 * A range of rows of a row group.
 *
 * @param from index of the first, from 0
 * @param to exclusive end; equal to {@code from} if there are none
 */
public record RowSpan(long from, long to) {
    public RowSpan {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("Invalid rows " + from + " to " + to);
        }
    }

    public boolean isEmpty() {
        return from == to;
    }

    public long rows() {
        return to - from;
    }
}
