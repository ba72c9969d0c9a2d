package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.ArrayInput;
import io.crumbless.columnar.parquet.format.DamagedFile;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.hadoop.metadata.IndexReference;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The page indexes of a file that is read entirely, read at once, since those of its columns are adjacent after the
 * rows.
 */
public final class PageIndexes {
    private final byte[] bytes;
    private final long start;

    private PageIndexes(byte[] bytes, long start) {
        this.bytes = bytes;
        this.start = start;
    }

    /** @throws DamagedFile if the footer points to indexes beyond the file */
    public static PageIndexes read(List<BlockMetaData> rowGroups, SeekableInputStream stream, long fileSize)
            throws IOException {
        long start = Long.MAX_VALUE;
        long end = 0;
        for (BlockMetaData group : rowGroups) {
            for (ColumnChunkMetaData chunk : group.getColumns()) {
                for (IndexReference index :
                        new IndexReference[] {chunk.getColumnIndexReference(), chunk.getOffsetIndexReference()}) {
                    if (index != null) {
                        start = Math.min(start, index.getOffset());
                        end = Math.max(end, Math.addExact(index.getOffset(), index.getLength()));
                    }
                }
            }
        }
        if (end == 0) {
            return new PageIndexes(new byte[0], 0);
        }
        if (start < 0 || end > fileSize) {
            throw new DamagedFile("a page index that points beyond the file");
        }
        byte[] bytes = new byte[Math.toIntExact(end - start)];
        stream.seek(start);
        stream.readFully(bytes);
        return new PageIndexes(bytes, start);
    }

    /** Minimum and maximum of each page; null for a column without column index. */
    @Nullable
    public ColumnIndex bounds(ColumnChunkMetaData chunk) throws IOException {
        IndexReference index = chunk.getColumnIndexReference();
        return index == null
                ? null
                : ParquetMetadataConverter.fromParquetColumnIndex(
                        chunk.getPrimitiveType(), Util.readColumnIndex(stream(index)));
    }

    /** Locations of the pages; null if there is no offset index. */
    @Nullable
    public OffsetIndex offsets(ColumnChunkMetaData chunk) throws IOException {
        IndexReference index = chunk.getOffsetIndexReference();
        return index == null
                ? null
                : ParquetMetadataConverter.fromParquetOffsetIndex(Util.readOffsetIndex(stream(index)));
    }

    private ArrayInput stream(IndexReference index) {
        int from = Math.toIntExact(index.getOffset() - start);
        return new ArrayInput(bytes, from, from + index.getLength());
    }
}
