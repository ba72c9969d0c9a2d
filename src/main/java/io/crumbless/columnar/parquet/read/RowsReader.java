package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A range of rows of a row group. For each column only the pages with these rows are read, when the column is first
 * requested: one row among millions costs a few pages. A chunk without page index is read entirely.
 *
 * <p>Made by {@link ParquetTable#rows}, then closed. For one thread at a time.
 */
public final class RowsReader implements AutoCloseable {
    private final ParquetTable table;
    private final int rowGroup;
    private final RowSpan span;
    private final ChunkIndexes indexes;
    private final SeekableInputStream stream;
    private final Decompressors decompressors;
    private final Runnable closing;
    private final Map<String, ColumnCursor> cursors = new HashMap<>();
    private long bytesRead;

    /** @param closing closed with this reader */
    RowsReader(
            ParquetTable table,
            int rowGroup,
            RowSpan span,
            ChunkIndexes indexes,
            SeekableInputStream stream,
            Decompressors decompressors,
            Runnable closing) {
        this.table = table;
        this.rowGroup = rowGroup;
        this.span = span;
        this.indexes = indexes;
        this.stream = stream;
        this.decompressors = decompressors;
        this.closing = closing;
    }

    /** Bytes of pages read so far, compressed. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Whether the file has the column. */
    boolean has(String column) {
        return table.has(column);
    }

    /**
     * The cursor of a column, before the first of the rows; always the same one.
     *
     * @throws ParquetInputException if the column is missing or damaged
     */
    public ColumnCursor column(String name) {
        ColumnCursor known = cursors.get(name);
        if (known == null) {
            known = open(table.leaf(name));
            cursors.put(name, known);
        }
        return known;
    }

    private ColumnCursor open(Leaf leaf) {
        RowGroupPlace place = new RowGroupPlace(table.location(), rowGroup);
        try {
            ColumnChunkMetaData chunk = table.chunk(rowGroup, leaf);
            Pages pages = pages(chunk);
            PageStream decoded = PageStream.ofPages(leaf.descriptor(), pages.bytes, decompressors.of(chunk.getCodec()));
            ColumnCursor cursor =
                    new ColumnCursor(leaf, new ChunkPages(leaf.descriptor(), decoded, batch(leaf)), place, pages.rows);
            cursor.skip(span.from() - pages.firstRow);
            return cursor;
        } catch (IOException | RuntimeException e) {
            throw place.failure(leaf.info().name(), e);
        }
    }

    /** Entries per batch: no more than the rows and the one before them, unless rows have several entries. */
    private int batch(Leaf leaf) {
        return leaf.isList() ? ChunkPages.BATCH : (int) Math.min(ChunkPages.BATCH, span.rows() + 1);
    }

    /** The stored bytes of the dictionary, if there is one, followed by adjacent pages. */
    private record Pages(byte[] bytes, long firstRow, long rows) {}

    private Pages pages(ColumnChunkMetaData chunk) throws IOException {
        long rows = table.rowsIn(rowGroup);
        @Nullable OffsetIndex index = indexes.offsets(chunk);
        if (index == null || index.getPageCount() == 0) {
            return new Pages(read(chunk.getStartingPos(), chunk.getTotalSize(), 0, 0), 0, rows);
        }
        int first = page(index, span.from());
        int last = page(index, Math.max(span.from(), span.to() - 1));
        long start = index.getOffset(first);
        long end = index.getOffset(last) + index.getCompressedPageSize(last);
        long dictionaryBytes = index.getOffset(0) - chunk.getStartingPos();
        long firstRow = index.getFirstRowIndex(first);
        long endRow = last + 1 < index.getPageCount() ? index.getFirstRowIndex(last + 1) : rows;
        return new Pages(
                read(chunk.getStartingPos(), dictionaryBytes, start, end - start), firstRow, endRow - firstRow);
    }

    private static int page(OffsetIndex index, long row) {
        int low = 0;
        int high = index.getPageCount() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (index.getFirstRowIndex(middle) <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private byte[] read(long from, long length, long thenFrom, long thenLength) throws IOException {
        long size = Math.addExact(length, thenLength);
        if (length < 0 || thenLength < 0 || size > table.file().size()) {
            throw new DamagedFile("a page index that points beyond the file");
        }
        if (size > RowGroupReader.LARGEST_CHUNK_BYTES) {
            throw new UnsupportedFile("pages of " + size + " bytes are not read; write the file with smaller pages");
        }
        byte[] bytes = new byte[(int) size];
        stream.seek(from);
        stream.readFully(bytes, 0, (int) length);
        if (thenLength > 0) {
            stream.seek(thenFrom);
            stream.readFully(bytes, (int) length, (int) thenLength);
        }
        bytesRead += size;
        return bytes;
    }

    @Override
    public void close() {
        cursors.clear();
        closing.run();
    }
}
