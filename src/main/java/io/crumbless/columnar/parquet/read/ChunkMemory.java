package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.MemoryLimit;
import io.crumbless.columnar.parquet.format.Slice;
import java.io.IOException;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Memory for column chunks that are gone through one after the other, taken once: new arrays for each would cost more than
 * reading them does. For one thread.
 */
public final class ChunkMemory {
    private byte[] chunk = new byte[0];
    private byte[] page = new byte[0];

    /** Reads a chunk as it is stored; valid until the next is read. */
    public Slice read(SeekableInputStream stream, ColumnChunkMetaData metadata) throws IOException {
        int size = Math.toIntExact(metadata.getTotalSize());
        if (chunk.length < size) {
            chunk = MemoryLimit.array(size, "a column chunk");
        }
        stream.seek(metadata.getStartingPos());
        stream.readFully(chunk, 0, size);
        return new Slice(chunk, 0, size);
    }

    /** Where a page may be decompressed to. */
    byte[] page() {
        return page;
    }

    /** Where the last page was decompressed to, and the next may be. */
    void setPage(byte[] bytes) {
        page = bytes;
    }
}
