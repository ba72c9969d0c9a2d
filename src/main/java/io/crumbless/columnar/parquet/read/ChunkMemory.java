package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.MemoryLimit;
import io.crumbless.columnar.parquet.format.Slice;
import java.io.IOException;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Reusable memory for column chunks that are read one after the other: new arrays for each would cost more than reading
 * them. Not thread-safe.
 */
public final class ChunkMemory {
    private byte[] chunk = new byte[0];
    private byte[] page = new byte[0];

    /** Reads a chunk as stored; valid until the next one is read. */
    public Slice read(SeekableInputStream stream, ColumnChunkMetaData metadata) throws IOException {
        int size = Math.toIntExact(metadata.getTotalSize());
        if (chunk.length < size) {
            chunk = MemoryLimit.array(size, "a column chunk");
        }
        stream.seek(metadata.getStartingPos());
        stream.readFully(chunk, 0, size);
        return new Slice(chunk, 0, size);
    }

    /** Buffer for a decompressed page. */
    byte[] page() {
        return page;
    }

    /** Sets the buffer of the last page, to be reused. */
    void setPage(byte[] bytes) {
        page = bytes;
    }
}
