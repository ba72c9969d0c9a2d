package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.Slice;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Minimum and maximum of the remaining values of a page. */
final class KeptBounds {
    private final PrimitiveTypeName physical;
    private boolean any;
    private long smallest;
    private long largest;
    private Slice smallestText = Slice.EMPTY;
    private Slice largestText = Slice.EMPTY;

    KeptBounds(PrimitiveTypeName physical) {
        this.physical = physical;
    }

    void include(long number) {
        smallest = any ? Math.min(smallest, number) : number;
        largest = any ? Math.max(largest, number) : number;
        any = true;
    }

    /** @param bytes must not change until {@link #statistics} is called */
    void include(byte[] bytes, int from, int to) {
        // The maximum first, because ids are sorted: a new maximum is not a new minimum.
        if (!any) {
            smallestText = new Slice(bytes, from, to);
            largestText = smallestText;
        } else if (compare(bytes, from, to, largestText) > 0) {
            largestText = new Slice(bytes, from, to);
        } else if (compare(bytes, from, to, smallestText) < 0) {
            smallestText = new Slice(bytes, from, to);
        }
        any = true;
    }

    private static int compare(byte[] bytes, int from, int to, Slice other) {
        return Arrays.compareUnsigned(bytes, from, to, other.bytes(), other.start(), other.end());
    }

    Statistics<?> statistics(ColumnDescriptor column, int nulls) {
        Statistics.Builder statistics = Statistics.getBuilderForReading(column.getPrimitiveType());
        if (any) {
            statistics.withMin(bytes(smallest, smallestText)).withMax(bytes(largest, largestText));
        }
        return statistics.withNumNulls(nulls).build();
    }

    private byte[] bytes(long number, Slice text) {
        Bytes bytes = new Bytes(8);
        switch (physical) {
            case BINARY -> {
                return Arrays.copyOfRange(text.bytes(), text.start(), text.end());
            }
            case BOOLEAN -> bytes.addByte((int) number);
            case INT32 -> bytes.addInt((int) number);
            default -> bytes.addLong(number);
        }
        return Arrays.copyOf(bytes.array(), bytes.length());
    }
}
