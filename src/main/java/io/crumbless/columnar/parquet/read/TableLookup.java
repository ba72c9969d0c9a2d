package io.crumbless.columnar.parquet.read;

import java.io.IOException;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A table whose file is open, for who asks it several questions about one text and reads the rows that hold it. For one
 * thread at a time; made by {@link ParquetTable#lookup}, then closed, after the rows it gave.
 */
public final class TableLookup implements AutoCloseable {
    private final ParquetTable table;
    private final ChunkFacts facts;
    private final ChunkIndexes indexes;
    private final SeekableInputStream stream;
    private final Decompressors decompressors;

    /** @param stream of the table's file, closed with this */
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

    /** Some rows of a row group; nothing is read before a column is asked for. */
    public RowsReader rows(int rowGroup, RowSpan span) {
        return new RowsReader(table, rowGroup, span, indexes, stream, decompressors, () -> {});
    }

    /** The same, of which this is closed with them. */
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
