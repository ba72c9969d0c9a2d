package io.crumbless.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * The wanted columns of one row group, compressed in memory and decoded page by page as their cursors move.
 *
 * <p>Made by {@link ParquetTable#rowGroup}, then closed. For one thread at a time; several readers of one table may be
 * open at once.
 */
public final class RowGroupReader implements AutoCloseable {
    private final ParquetFileReader reader;
    private final long rows;
    private final Map<String, ColumnCursor> cursors = new HashMap<>();

    private RowGroupReader(ParquetFileReader reader, long rows) {
        this.reader = reader;
        this.rows = rows;
    }

    static RowGroupReader of(ParquetFileReader reader, PageReadStore pages, List<Leaf> leaves, RowGroupPlace place) {
        RowGroupReader group = new RowGroupReader(reader, pages.getRowCount());
        for (Leaf leaf : leaves) {
            group.cursors.put(leaf.info().name(), group.cursor(leaf, pages, place));
        }
        return group;
    }

    private ColumnCursor cursor(Leaf leaf, PageReadStore pages, RowGroupPlace place) {
        try {
            ChunkPages chunk = new ChunkPages(leaf.descriptor(), pages.getPageReader(leaf.descriptor()));
            return new ColumnCursor(leaf, chunk, place, rows);
        } catch (IOException | RuntimeException e) {
            throw place.failure(leaf.info().name(), e);
        }
    }

    public long rows() {
        return rows;
    }

    /** The cursor of a column that was asked for. Asking twice gives the same cursor. */
    public ColumnCursor column(String name) {
        ColumnCursor cursor = cursors.get(name);
        if (cursor == null) {
            throw new IllegalArgumentException(
                    "Column '" + name + "' was not asked for, only " + new ArrayList<>(cursors.keySet()));
        }
        return cursor;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // All that was wanted has been read.
        }
    }
}
