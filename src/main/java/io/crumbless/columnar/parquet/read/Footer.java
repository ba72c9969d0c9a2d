package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.storage.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * The footer of a file: parsed completely, or at first only the first column of each row group and the rest on demand,
 * since a search for one person among hundreds of columns and dozens of row groups needs little of it. Thread-safe.
 */
public final class Footer {
    private static final ParquetMetadataConverter CONVERTER = new ParquetMetadataConverter(ParquetTable.options());

    private final FileEntry file;
    private final FooterLayout layout;

    /** Start of the footer, and end of the data. */
    private final long dataEnd;
    /** All row groups, with all of their columns or only the first. */
    private final ParquetMetadata atOnce;

    /** Some writers leave an empty row group at the end, which parquet-java does not read. */
    private final int[] withRows;

    /** Chunks of the row groups whose columns are all parsed. */
    private final AtomicReferenceArray<Map<ColumnPath, ColumnChunkMetaData>> whole;

    private Footer(FileEntry file, FooterLayout layout, boolean everything) throws IOException {
        this.file = file;
        this.layout = layout;
        this.dataEnd = FooterCheck.footerStart(file, layout.length());
        this.atOnce = parse(everything ? layout.all() : layout.firstColumns());
        FooterCheck.checkNotEncrypted(atOnce.getFileMetaData());
        atOnce.getBlocks().forEach(group -> FooterCheck.checkRowGroup(dataEnd, schema(), group));
        this.withRows = IntStream.range(0, layout.rowGroups())
                .filter(group -> layout.rowsIn(group) > 0)
                .toArray();
        this.whole = new AtomicReferenceArray<>(withRows.length);
        for (int i = 0; everything && i < withRows.length; i++) {
            whole.set(i, byPath(atOnce.getBlocks().get(withRows[i])));
        }
    }

    /**
     * @param everything whether to parse and check all of it at once
     * @throws DamagedFile if it is not a footer
     */
    public static Footer read(FileEntry file, SeekableInputStream stream, boolean everything) throws IOException {
        return new Footer(file, FooterCheck.read(file, stream), everything);
    }

    /** parquet-java rejects an entire file because of one column that it does not support. */
    private ParquetMetadata parse(InputStream bytes) throws IOException {
        org.apache.parquet.format.FileMetaData footer = Util.readFileMetaData(bytes);
        layout.schema().forgetUnknown(footer);
        try {
            return CONVERTER.fromParquetMetadata(footer);
        } catch (RuntimeException e) {
            layout.schema().findContradictions(footer, Footer::isAccepted);
            layout.schema().forgetUnknown(footer);
            footer.getRow_groups().forEach(group -> group.getColumns()
                    .forEach(column -> column.getMeta_data().unsetStatistics()));
            return CONVERTER.fromParquetMetadata(footer);
        }
    }

    private static boolean isAccepted(org.apache.parquet.format.FileMetaData footer) {
        try {
            CONVERTER.fromParquetMetadata(footer);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Why columns cannot be read, by their paths in the schema. */
    Map<List<String>, String> unreadable() {
        Map<List<String>, String> unreadable = new HashMap<>();
        layout.schema()
                .unreadable()
                .forEach((column, why) ->
                        unreadable.put(List.of(schema().getColumns().get(column).getPath()), why));
        return unreadable;
    }

    public MessageType schema() {
        return atOnce.getFileMetaData().getSchema();
    }

    /** Key-value metadata of the writer. */
    public Map<String, String> metadata() {
        return Map.copyOf(atOnce.getFileMetaData().getKeyValueMetaData());
    }

    /** Number of row groups that are not empty. */
    public int rowGroups() {
        return withRows.length;
    }

    public long rows() {
        return layout.rows();
    }

    long rowsIn(int rowGroup) {
        return layout.rowsIn(withRows[rowGroup]);
    }

    /** Compressed size of all columns. */
    long bytesIn(int rowGroup) {
        return chunks(rowGroup).values().stream()
                .mapToLong(ColumnChunkMetaData::getTotalSize)
                .sum();
    }

    /**
     * @throws DamagedFile if the row group does not contain the column
     * @throws UnsupportedFile if it is known from the footer that the column cannot be read there
     */
    ColumnChunkMetaData chunk(int rowGroup, Leaf leaf) {
        if (!layout.isSupported()) {
            requireSupported(rowGroup, leaf);
        }
        ColumnPath path = ColumnPath.get(leaf.descriptor().getPath());
        ColumnChunkMetaData first =
                atOnce.getBlocks().get(withRows[rowGroup]).getColumns().get(0);
        if (first.getPath().equals(path)) {
            return first;
        }
        ColumnChunkMetaData chunk = chunks(rowGroup).get(path);
        if (chunk == null) {
            throw new DamagedFile(
                    "row group " + rowGroup + " has no column '" + leaf.info().name() + "'");
        }
        return chunk;
    }

    private void requireSupported(int rowGroup, Leaf leaf) {
        int column = schema().getColumns().indexOf(leaf.descriptor());
        String unsupported = layout.unsupported(withRows[rowGroup], column);
        if (unsupported != null) {
            throw new UnsupportedFile(unsupported);
        }
    }

    private Map<ColumnPath, ColumnChunkMetaData> chunks(int rowGroup) {
        Map<ColumnPath, ColumnChunkMetaData> known = whole.get(rowGroup);
        if (known != null) {
            return known;
        }
        try {
            BlockMetaData read =
                    parse(layout.only(withRows[rowGroup])).getBlocks().get(0);
            FooterCheck.checkRowGroup(dataEnd, schema(), read);
            Map<ColumnPath, ColumnChunkMetaData> chunks = byPath(read);
            whole.set(rowGroup, chunks);
            return chunks;
        } catch (IOException | RuntimeException e) {
            throw RowGroupPlace.failure(file.location(), "the footer", e);
        }
    }

    private static Map<ColumnPath, ColumnChunkMetaData> byPath(BlockMetaData rowGroup) {
        Map<ColumnPath, ColumnChunkMetaData> chunks = new HashMap<>();
        rowGroup.getColumns().forEach(chunk -> chunks.put(chunk.getPath(), chunk));
        return chunks;
    }

    /** Opens the file for page indexes and bloom filters. The caller closes it. */
    ChunkIndexes indexes() {
        return new ChunkIndexes(new StorageInputFile(file.location(), file.size()).newStream(), file.size());
    }
}
