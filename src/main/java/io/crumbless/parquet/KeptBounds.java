package io.crumbless.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Smallest and largest of the values that stay in a page. */
final class KeptBounds {
    private final PrimitiveTypeName physical;
    private boolean any;
    private long smallest;
    private long largest;
    private byte[] smallestText = new byte[0];
    private byte[] largestText = new byte[0];

    KeptBounds(PrimitiveTypeName physical) {
        this.physical = physical;
    }

    void include(long number) {
        smallest = any ? Math.min(smallest, number) : number;
        largest = any ? Math.max(largest, number) : number;
        any = true;
    }

    void include(byte[] bytes, int from, int to) {
        if (!any || Arrays.compareUnsigned(bytes, from, to, smallestText, 0, smallestText.length) < 0) {
            smallestText = Arrays.copyOfRange(bytes, from, to);
        }
        if (!any || Arrays.compareUnsigned(bytes, from, to, largestText, 0, largestText.length) > 0) {
            largestText = Arrays.copyOfRange(bytes, from, to);
        }
        any = true;
    }

    Statistics<?> statistics(ColumnDescriptor column, int nulls) {
        Statistics.Builder statistics = Statistics.getBuilderForReading(column.getPrimitiveType());
        if (any) {
            statistics.withMin(bytes(smallest, smallestText)).withMax(bytes(largest, largestText));
        }
        return statistics.withNumNulls(nulls).build();
    }

    private byte[] bytes(long number, byte[] text) {
        Bytes bytes = new Bytes(8);
        switch (physical) {
            case BINARY -> {
                return text;
            }
            case BOOLEAN -> bytes.addByte((int) number);
            case INT32 -> bytes.addInt((int) number);
            default -> bytes.addLong(number);
        }
        return Arrays.copyOf(bytes.array(), bytes.length());
    }
}
