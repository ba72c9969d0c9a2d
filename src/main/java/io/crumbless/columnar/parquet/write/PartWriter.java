package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a part file row by row; the cost of a row depends on its values, not on the number of columns.
 *
 * <p>Call {@link #beginRow}, then the methods for values in any order, by the index of their leaf (see {@link
 * TableSchema}), then {@link #endRow}; after the last row {@link #finish}. An omitted leaf is null. Leaves of a struct
 * are written between {@link #beginStruct} and {@link #endStruct}; an omitted struct is null. If it is closed without
 * {@link #finish}, it deletes the file.
 *
 * <p>The same rows under the same schema and settings give the same bytes. Not thread-safe.
 */
public final class PartWriter implements AutoCloseable {
    private static final int ROWS_BETWEEN_SIZE_CHECKS = 1024;
    private static final int NO_PADDING = 0;

    /** Maximum length of a text in statistics; longer ones are truncated, which still gives valid bounds. */
    public static final int LONGEST_BOUND_BYTES = 64;

    private final Location location;
    private final TableSchema schema;
    private final PartSettings settings;
    private final HashedOutputFile output;
    private final ParquetFileWriter file;
    private final PageCompressor compressor;
    private final PartColumns columns;

    // Writers of the columns, for callers who write value by value.
    private final LeafWriter[] leaves;
    private final int[] structOf;
    private final Validity[] structs;

    private int row;
    private boolean inRow;
    private int openStruct = -1;
    private long rows;
    private int rowGroups;
    private boolean finished;

    private PartWriter(Location location, PartColumns columns, HashedOutputFile output) throws IOException {
        this.location = location;
        this.schema = columns.schema;
        this.settings = columns.settings;
        this.output = output;
        this.compressor = new PageCompressor(settings);
        this.columns = columns;
        this.leaves = columns.leaves;
        this.structOf = columns.structOf;
        this.structs = columns.structs;
        columns.beginFile();
        this.file = open(output, columns.message);
        file.start();
    }

    public static ParquetFileWriter open(HashedOutputFile output, MessageType message) throws IOException {
        return new ParquetFileWriter(
                output,
                message,
                ParquetFileWriter.Mode.CREATE,
                Long.MAX_VALUE,
                NO_PADDING,
                LONGEST_BOUND_BYTES,
                LONGEST_BOUND_BYTES,
                true);
    }

    /**
     * Creates the file and its folders.
     *
     * @throws StorageException if it already exists or cannot be written
     */
    public static PartWriter create(Location location, TableSchema schema, PartSettings settings) {
        return create(location, new PartColumns(schema, settings), Storage.Sync.ON_CLOSE);
    }

    /**
     * As {@link #create(Location, TableSchema, PartSettings)}.
     *
     * @param columns used by this file only until it is finished or closed
     */
    public static PartWriter create(Location location, PartColumns columns, Storage.Sync sync) {
        HashedOutputFile output = new HashedOutputFile(location, sync);
        try {
            return new PartWriter(location, columns, output);
        } catch (IOException e) {
            throw cannotWrite(location, e);
        }
    }

    public void beginRow() {
        if (inRow) {
            throw new IllegalStateException("The row before has not ended");
        }
        inRow = true;
    }

    public void endRow() {
        if (!inRow || openStruct >= 0) {
            throw new IllegalStateException("Cannot end the row: no row has begun, or a struct has not ended");
        }
        inRow = false;
        row++;
        if (row >= settings.rowGroupRows() || (row % ROWS_BETWEEN_SIZE_CHECKS == 0 && isLarge())) {
            endRowGroup();
        }
    }

    public void beginStruct(int struct) {
        if (!inRow || openStruct >= 0) {
            throw new IllegalStateException("Cannot begin a struct: no row has begun, or another struct has not ended");
        }
        if (!structs[struct].add(row)) {
            throw new IllegalStateException("The struct is written twice in one row");
        }
        openStruct = struct;
    }

    public void endStruct() {
        if (openStruct < 0) {
            throw new IllegalStateException("No struct has begun");
        }
        openStruct = -1;
    }

    public void text(int leaf, String value) {
        open(leaf).text(place(), value);
    }

    /** UTF-8 bytes, written as they are. */
    public void text(int leaf, byte[] bytes, int offset, int length) {
        open(leaf).text(place(), bytes, offset, length);
    }

    public void flag(int leaf, boolean value) {
        open(leaf).flag(place(), value);
    }

    /** INT32 or INT64. */
    public void whole(int leaf, long value) {
        LeafWriter writer = open(leaf);
        writer.number(place(), checked(writer, value));
    }

    /** The unscaled decimal: 12.50 as decimal(9,2) is 1250. */
    public void decimal(int leaf, long unscaled) {
        LeafWriter writer = open(leaf);
        writer.number(place(), checked(writer, unscaled));
    }

    /** Days since the epoch. */
    public void day(int leaf, int epochDay) {
        open(leaf).number(place(), epochDay);
    }

    /** Microseconds since the epoch, UTC. */
    public void micros(int leaf, long epochMicros) {
        open(leaf).number(place(), epochMicros);
    }

    /** A list of texts; an empty list differs from null. */
    public void texts(int leaf, List<String> values) {
        LeafWriter writer = open(leaf);
        writer.list(place(), values.size());
        for (int i = 0; i < values.size(); i++) {
            writer.textItem(values.get(i));
        }
    }

    /** A list of INT32, INT64, decimals, dates or timestamps. */
    public void wholes(int leaf, long[] values) {
        LeafWriter writer = open(leaf);
        for (long value : values) {
            checked(writer, value);
        }
        writer.list(place(), values.length);
        for (long value : values) {
            writer.numberItem(value);
        }
    }

    private LeafWriter open(int leaf) {
        if (!inRow || structOf[leaf] != openStruct) {
            throw new IllegalStateException("Cannot write '" + leaves[leaf].path()
                    + "': its row or its struct has not begun, or another struct has not ended");
        }
        return leaves[leaf];
    }

    /** Position of the next value: the row or, in an open struct, its ordinal. */
    private int place() {
        return openStruct < 0 ? row : structs[openStruct].count() - 1;
    }

    private static long checked(LeafWriter leaf, long value) {
        ColumnType type = leaf.column().type();
        boolean fits =
                switch (type.base()) {
                    case INT32, DATE -> value == (int) value;
                    case DECIMAL -> value < POWERS_OF_TEN[type.precision()] && value > -POWERS_OF_TEN[type.precision()];
                    case INT64, TIMESTAMP_MICROS -> true;
                    case TEXT, BOOLEAN -> throw leaf.wrongType(ColumnType.Base.INT64);
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    "Invalid value for column '" + leaf.path() + "': it does not fit " + type);
        }
        return value;
    }

    private static final long[] POWERS_OF_TEN = new long[19];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
        }
    }

    private boolean isLarge() {
        long bytes = 0;
        for (LeafWriter leaf : leaves) {
            bytes += leaf.bytes();
        }
        return bytes >= settings.rowGroupBytes();
    }

    private void endRowGroup() {
        if (row == 0) {
            return;
        }
        try (ColumnChunkPageWriteStore chunks = new ColumnChunkPageWriteStore(
                compressor, columns.message, HeapByteBufferAllocator.getInstance(), LONGEST_BOUND_BYTES, true)) {
            for (LeafWriter leaf : leaves) {
                leaf.writeChunk(row, chunks, compressor);
            }
            file.startBlock(row);
            chunks.flushToFileWriter(file);
            file.endBlock();
            compressor.endRowGroup();
        } catch (IOException e) {
            throw cannotWrite(location, e);
        }
        columns.endRowGroup();
        rows += row;
        rowGroups++;
        row = 0;
    }

    /** Writes the remaining rows and the footer, and closes the file. */
    public PartSummary finish() {
        if (inRow || finished) {
            throw new IllegalStateException("Cannot finish: a row has not ended, or the file is finished");
        }
        endRowGroup();
        try {
            output.holdTail();
            file.end(schema.footerMetadata());
        } catch (IOException e) {
            throw cannotWrite(location, e);
        }
        finished = true;
        compressor.release();
        return new PartSummary(location, rows, output.bytes(), rowGroups, output.sha256());
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        finished = true;
        compressor.release();
        file.abort();
        try {
            output.close();
        } catch (IOException e) {
            // It is deleted next.
        }
        Storage.of(location).deleteRecursively(location);
    }

    public static StorageException cannotWrite(Location location, IOException cause) {
        return new StorageException(
                "Cannot write " + location + ": " + IoReason.of(cause) + "; check the free space and the rights",
                cause);
    }
}
