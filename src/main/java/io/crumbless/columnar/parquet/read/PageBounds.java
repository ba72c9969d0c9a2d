package io.crumbless.columnar.parquet.read;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;

/** The column index of a chunk, decoded once: parquet-java rebuilds its lists at each call. */
public record PageBounds(
        List<Boolean> onlyNulls, List<ByteBuffer> smallest, List<ByteBuffer> largest, List<Long> nulls) {
    public static PageBounds of(ColumnIndex index) {
        return new PageBounds(index.getNullPages(), index.getMinValues(), index.getMaxValues(), index.getNullCounts());
    }
}
