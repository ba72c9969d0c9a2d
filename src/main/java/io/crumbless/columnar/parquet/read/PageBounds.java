package io.crumbless.columnar.parquet.read;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;

/** What a page index says of the pages of a chunk, taken apart once: parquet-java puts its lists together at each call. */
public record PageBounds(
        List<Boolean> onlyNulls, List<ByteBuffer> smallest, List<ByteBuffer> largest, List<Long> nulls) {
    public static PageBounds of(ColumnIndex index) {
        return new PageBounds(index.getNullPages(), index.getMinValues(), index.getMaxValues(), index.getNullCounts());
    }
}
