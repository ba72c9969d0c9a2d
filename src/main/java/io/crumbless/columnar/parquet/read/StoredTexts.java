package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.parquet.write.PartWriter;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Scans the texts of column chunks as stored, without cursors, in a file written by {@link PartWriter}. Not
 * thread-safe.
 */
public final class StoredTexts implements AutoCloseable {
    private final ParquetTable table;
    private final Footer footer;
    private final SeekableInputStream stream;
    private final ChunkMemory memory = new ChunkMemory();
    private final Map<CompressionCodecName, Decompressor> decompressors = new EnumMap<>(CompressionCodecName.class);

    /** Receives texts. */
    @FunctionalInterface
    public interface Visitor {
        /** @param bytes UTF-8, valid until it returns */
        void text(byte[] bytes, int offset, int length);
    }

    /** Receives texts with their rows. */
    @FunctionalInterface
    public interface RowVisitor {
        /**
         * @param row index in the row group, from 0
         * @param bytes UTF-8, valid until it returns
         */
        void text(int row, byte[] bytes, int offset, int length);
    }

    /** @param stream of the table's file, closed with this object */
    StoredTexts(ParquetTable table, Footer footer, SeekableInputStream stream) {
        this.table = table;
        this.footer = footer;
        this.stream = stream;
    }

    /**
     * Visits every text stored for a column of a row group: those of a dictionary once, the others as often as they
     * occur. Texts are not matched with rows, so a text may belong to none.
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

    /**
     * Visits the texts of a column that has one in every row, with their rows. Skips pages that cannot contain a sought
     * text by their statistics.
     *
     * @param column a column of kind {@link ColumnKind#TEXT}
     * @param sought null for all rows
     * @return false if the column is stored otherwise, with nulls or a dictionary: nothing was visited
     * @throws ParquetInputException if it cannot be read
     */
    public boolean showRows(int rowGroup, String column, @Nullable SoughtTexts sought, RowVisitor visitor) {
        try {
            Leaf leaf = table.leaf(column);
            ColumnChunkMetaData chunk = table.chunk(rowGroup, leaf);
            if (leaf.descriptor().getMaxDefinitionLevel() > 0 || chunk.hasDictionaryPage()) {
                return false;
            }
            BitSet wanted = sought == null ? null : new ChunkFacts(footer).pagesThatMayHoldAny(rowGroup, leaf, sought);
            return showRows(pages(chunk, leaf), wanted, visitor);
        } catch (IOException | RuntimeException e) {
            throw RowGroupPlace.failure(table.location(), "row group " + rowGroup + ", column '" + column + "'", e);
        }
    }

    private static boolean showRows(PageStream pages, @Nullable BitSet wanted, RowVisitor visitor) throws IOException {
        int row = 0;
        int number = 0;
        for (PageStream.Stored page = pages.nextStored(); page != null; page = pages.nextStored(), number++) {
            if (page.rewritableEncoding() != Encoding.PLAIN) {
                throw new UnsupportedFile("ids stored by a dictionary where there is none");
            }
            int rows = page.head().values();
            if (wanted == null || wanted.get(number)) {
                showRows(pages.open(page), row, rows, visitor);
            }
            row += rows;
        }
        return true;
    }

    private static void showRows(PageStream.Page page, int firstRow, int rows, RowVisitor visitor) {
        Slice values = page.values();
        int at = values.start();
        for (int row = firstRow; row < firstRow + rows; row++) {
            int next = values.behindText(at);
            visitor.text(row, values.bytes(), at + 4, next - at - 4);
            at = next;
        }
    }

    private PageStream pages(ColumnChunkMetaData chunk, Leaf leaf) throws IOException {
        Slice stored = memory.read(stream, chunk);
        Decompressor decompressor = decompressors.computeIfAbsent(chunk.getCodec(), Decompressor::of);
        return new PageStream(leaf.descriptor(), chunk, stored, decompressor, memory);
    }

    private void show(ColumnChunkMetaData chunk, Leaf leaf, Visitor visitor) throws IOException {
        PageStream pages = pages(chunk, leaf);
        PageStream.Dictionary dictionary = pages.dictionary();
        if (dictionary != null) {
            show(dictionary.values(), visitor);
        }
        for (PageStream.Stored page = pages.nextStored(); page != null; page = pages.nextStored()) {
            if (page.rewritableEncoding() == Encoding.PLAIN) {
                show(values(pages, chunk, page), visitor);
            }
        }
    }

    private static Slice values(PageStream pages, ColumnChunkMetaData chunk, PageStream.Stored page)
            throws IOException {
        return chunk.getCodec() == CompressionCodecName.ZSTD
                ? pages.openValues(page)
                : pages.open(page).values();
    }

    /** Visits PLAIN texts of a page, one after the other. */
    public static void show(Slice values, Visitor visitor) {
        int at = values.start();
        while (at < values.end()) {
            int next = values.behindText(at);
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
