package io.crumbless.columnar.parquet.read;

/**
 * Neighbouring rows of a row group.
 *
 * @param from number of the first, from 0
 * @param to number behind the last; equal to {@code from} where there are none
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
