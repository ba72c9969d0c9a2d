package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Some columns of one row group, kept compressed in memory and decoded page by page as their cursors move.
 *
 * <p>Created by {@link ParquetTable#rowGroup}, then closed. Not thread-safe; several readers of one table may be open
 * at once.
 */
public final class RowGroupReader implements AutoCloseable {
    /** The maximum length of an array, with some room for its header. */
    static final long LARGEST_CHUNK_BYTES = Integer.MAX_VALUE - 64;

    private final long rows;
    private final Map<String, ColumnCursor> cursors = new HashMap<>();
    private final Map<CompressionCodecName, Decompressor> decompressors = new EnumMap<>(CompressionCodecName.class);

    private RowGroupReader(long rows) {
        this.rows = rows;
    }

    /** Reads the column chunks; the stream is not needed afterwards. */
    static RowGroupReader read(SeekableInputStream stream, Footer footer, List<Leaf> leaves, RowGroupPlace place) {
        RowGroupReader reader = new RowGroupReader(footer.rowsIn(place.rowGroup()));
        try {
            for (Leaf leaf : leaves) {
                reader.cursors.put(leaf.info().name(), reader.cursor(stream, footer, leaf, place));
            }
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private ColumnCursor cursor(SeekableInputStream stream, Footer footer, Leaf leaf, RowGroupPlace place) {
        try {
            ColumnChunkMetaData chunk = footer.chunk(place.rowGroup(), leaf);
            if (chunk.getTotalSize() > LARGEST_CHUNK_BYTES) {
                throw new UnsupportedFile("a column chunk of " + chunk.getTotalSize()
                        + " bytes is not read; write the file with smaller row groups");
            }
            Decompressor decompressor = decompressors.computeIfAbsent(chunk.getCodec(), Decompressor::of);
            ChunkMemory memory = new ChunkMemory();
            Slice stored = memory.read(stream, chunk);
            ChunkPages pages = new ChunkPages(
                    leaf.descriptor(), new PageStream(leaf.descriptor(), chunk, stored, decompressor, memory));
            return new ColumnCursor(leaf, pages, place, rows);
        } catch (IOException | RuntimeException e) {
            throw place.failure(leaf.info().name(), e);
        }
    }

    public long rows() {
        return rows;
    }

    /** Whether the column was requested. */
    public boolean has(String column) {
        return cursors.containsKey(column);
    }

    /** The cursor of a requested column; always the same one. */
    public ColumnCursor column(String name) {
        ColumnCursor cursor = cursors.get(name);
        if (cursor == null) {
            throw new IllegalArgumentException(
                    "Column '" + name + "' was not asked for, only " + new ArrayList<>(cursors.keySet()));
        }
        return cursor;
    }

    /** Moves every requested column to the next row; false after the last. */
    public boolean next() {
        boolean more = true;
        for (ColumnCursor cursor : cursors.values()) {
            more &= cursor.next();
        }
        return more;
    }

    @Override
    public void close() {
        decompressors.values().forEach(Decompressor::close);
        decompressors.clear();
    }
}
