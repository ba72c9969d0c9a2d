package io.crumbless.parquet;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Goes through the texts of column chunks without their levels and ids, in a file {@link PartWriter} wrote. For one thread
 * at a time.
 */
public final class StoredTexts implements AutoCloseable {
    private final ParquetTable table;
    private final SeekableInputStream stream;
    private final Map<CompressionCodecName, Decompressor> decompressors = new EnumMap<>(CompressionCodecName.class);

    /** Shown the texts. */
    @FunctionalInterface
    public interface Visitor {
        /** @param bytes UTF-8, valid until it returns */
        void text(byte[] bytes, int offset, int length);
    }

    /** @param stream of the table's file, closed with this */
    StoredTexts(ParquetTable table, SeekableInputStream stream) {
        this.table = table;
        this.stream = stream;
    }

    /**
     * Shows every text a column of a row group stores, those of a dictionary once, the others as often as they stand
     * there. Rows are not looked at, so a text may be of no row.
     *
     * @param column a column of kind {@link ColumnKind#TEXT}
     * @throws ParquetInputException if it cannot be read
     */
    public void show(int rowGroup, String column, Visitor visitor) {
        try {
            show(table.chunk(rowGroup, table.leaf(column)), table.leaf(column), visitor);
        } catch (IOException | RuntimeException e) {
            throw RowGroupPlace.failure(table.location(), "row group " + rowGroup + ", column '" + column + "'", e);
        }
    }

    private void show(ColumnChunkMetaData chunk, Leaf leaf, Visitor visitor) throws IOException {
        byte[] stored = new byte[Math.toIntExact(chunk.getTotalSize())];
        stream.seek(chunk.getStartingPos());
        stream.readFully(stored);
        Decompressor decompressor = decompressors.computeIfAbsent(chunk.getCodec(), Decompressor::of);
        PageStream pages = new PageStream(leaf.descriptor(), chunk, stored, decompressor);
        PageStream.Dictionary dictionary = pages.dictionary();
        if (dictionary != null) {
            show(dictionary.values(), visitor);
        }
        for (PageStream.Stored page = pages.nextStored(); page != null; page = pages.nextStored()) {
            if (ChunkRemoval.encoding(page) == Encoding.PLAIN) {
                show(pages.open(page).values(), visitor);
            }
        }
    }

    private static void show(Slice values, Visitor visitor) {
        int at = values.start();
        while (at < values.end()) {
            int next = ChunkRemoval.behindText(values, at);
            visitor.text(values.bytes(), at + 4, next - at - 4);
            at = next;
        }
    }

    @Override
    public void close() {
        decompressors.values().forEach(Decompressor::close);
        try {
            stream.close();
        } catch (IOException e) {
            throw RowGroupPlace.failure(table.location(), "its texts", e);
        }
    }
}
