package io.crumbless.columnar.parquet.read;

import java.io.IOException;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A table whose file is open for several look-ups of one text, and for reading the rows that contain it. Created by
 * {@link ParquetTable#lookup}; closed after the rows it returned. Not thread-safe.
 */
public final class TableLookup implements AutoCloseable {
    private final ParquetTable table;
    private final ChunkFacts facts;
    private final ChunkIndexes indexes;
    private final SeekableInputStream stream;
    private final Decompressors decompressors;

    /** @param stream of the table's file, closed with this object */
    TableLookup(ParquetTable table, Footer footer, SeekableInputStream stream, Decompressors decompressors) {
        this.table = table;
        this.facts = new ChunkFacts(footer);
        this.indexes = new ChunkIndexes(stream, table.file().size());
        this.stream = stream;
        this.decompressors = decompressors;
    }

    /** As {@link ParquetTable#mayHold}. */
    public boolean mayHold(int rowGroup, String column, String text) {
        return mayHoldAny(rowGroup, column, SoughtTexts.of(text));
    }

    boolean mayHoldAny(int rowGroup, String column, SoughtTexts texts) {
        try {
            return facts.mayHoldAny(indexes, rowGroup, table.leaf(column), texts);
        } catch (IOException | RuntimeException e) {
            throw RowGroupPlace.failure(table.location(), "the bloom filter of row group " + rowGroup, e);
        }
    }

    /** As {@link ParquetTable#rowsThatMayHold}. */
    public RowSpan rowsThatMayHold(int rowGroup, String column, String text) {
        try {
            return facts.rowsThatMayHold(indexes, rowGroup, table.leaf(column), text);
        } catch (IOException | RuntimeException e) {
            throw RowGroupPlace.failure(table.location(), "the page index of row group " + rowGroup, e);
        }
    }

    /** A range of rows of a row group; each column is read on demand. */
    public RowsReader rows(int rowGroup, RowSpan span) {
        return new RowsReader(table, rowGroup, span, indexes, stream, decompressors, () -> {});
    }

    /** The same; closing the rows also closes this object. */
    RowsReader rowsAlone(int rowGroup, RowSpan span) {
        return new RowsReader(table, rowGroup, span, indexes, stream, decompressors, () -> {
            decompressors.close();
            close();
        });
    }

    @Override
    public void close() {
        try {
            indexes.close();
        } catch (IOException e) {
            throw RowGroupPlace.failure(table.location(), "its rows", e);
        }
    }
}
