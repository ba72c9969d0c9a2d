package io.crumbless.parquet;

import io.crumbless.storage.FileEntry;
import io.crumbless.storage.Location;
import io.crumbless.storage.Storage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a part file again without some of its rows. Schema, field ids, footer metadata, encodings and the order of the
 * rows stay as they are; so does every row group, and every page, that holds none of the rows: they are copied as bytes.
 * Dictionaries, bounds and bloom filters tell nothing any more of what was removed.
 */
public final class RowRemoval {
    private RowRemoval() {}

    /**
     * Writes {@code target} from {@code source}. If it fails, {@code target} is deleted.
     *
     * @param rows rows that go by row group, both counted from 0, sorted
     * @throws ParquetInputException if {@code source} cannot be read
     */
    public static PartSummary without(Location source, Location target, SortedMap<Integer, int[]> rows) {
        HashedOutputFile output = new HashedOutputFile(target, Storage.Sync.ON_CLOSE);
        boolean written = false;
        try {
            PartSummary summary = write(source, target, rows, output);
            written = true;
            return summary;
        } catch (DamagedFile | UnsupportedFile e) {
            throw RowGroupPlace.failure(source, "a row group", e);
        } catch (IOException e) {
            throw PartWriter.cannotWrite(target, e);
        } finally {
            if (!written) {
                PartConcatenation.discard(target, output);
            }
        }
    }

    private static PartSummary write(
            Location source, Location target, SortedMap<Integer, int[]> rows, HashedOutputFile output)
            throws IOException {
        FileEntry file = Storage.of(source).stat(source);
        StorageInputFile input = new StorageInputFile(source, file.size());
        ChunkRemoval.Compressor compressor = new ChunkRemoval.Compressor(PartSettings.DEFAULT_ZSTD_LEVEL);
        long left = 0;
        int groups = 0;
        try (ParquetFileReader reader = ParquetFileReader.open(input, ParquetTable.options());
                SeekableInputStream bytes = input.newStream()) {
            MessageType message = reader.getFileMetaData().getSchema();
            ParquetFileWriter writer = PartWriter.open(output, message);
            writer.start();
            List<BlockMetaData> blocks = reader.getRowGroups();
            for (int group = 0; group < blocks.size(); group++) {
                BlockMetaData block = blocks.get(group);
                int[] gone = rows.getOrDefault(group, new int[0]);
                long stay = block.getRowCount() - gone.length;
                if (stay == 0) {
                    continue;
                }
                if (gone.length == 0) {
                    PartConcatenation.append(writer, message, reader, bytes, block);
                } else {
                    write(new Group(reader, bytes, message, block, gone), writer, compressor);
                }
                left += stay;
                groups++;
            }
            output.holdTail();
            writer.end(
                    new LinkedHashMap<>(new TreeMap<>(reader.getFileMetaData().getKeyValueMetaData())));
        } finally {
            compressor.release();
        }
        return new PartSummary(target, left, output.bytes(), groups, output.sha256());
    }

    /** A row group some rows of which go. */
    private record Group(
            ParquetFileReader reader,
            SeekableInputStream bytes,
            MessageType message,
            BlockMetaData block,
            int[] gone) {}

    private static void write(Group group, ParquetFileWriter writer, ChunkRemoval.Compressor compressor)
            throws IOException {
        try (ColumnChunkPageWriteStore store = new ColumnChunkPageWriteStore(
                        compressor,
                        group.message(),
                        HeapByteBufferAllocator.getInstance(),
                        PartWriter.LONGEST_BOUND_BYTES,
                        true);
                Decompressor decompressor =
                        Decompressor.of(group.block().getColumns().get(0).getCodec())) {
            List<ColumnDescriptor> columns = group.message().getColumns();
            for (int i = 0; i < columns.size(); i++) {
                cut(group, i, columns.get(i), store, compressor, decompressor);
            }
            writer.startBlock(group.block().getRowCount() - group.gone().length);
            store.flushToFileWriter(writer);
            writer.endBlock();
        }
    }

    private static void cut(
            Group group,
            int index,
            ColumnDescriptor column,
            ColumnChunkPageWriteStore store,
            ChunkRemoval.Compressor compressor,
            Decompressor decompressor)
            throws IOException {
        ColumnChunkMetaData chunk = group.block().getColumns().get(index);
        byte[] stored = new byte[Math.toIntExact(chunk.getTotalSize())];
        group.bytes().seek(chunk.getStartingPos());
        group.bytes().readFully(stored);
        OffsetIndex offsets = group.reader().readOffsetIndex(chunk);
        if (offsets == null) {
            throw new UnsupportedFile("column " + chunk.getPath().toDotString() + " has no page index");
        }
        BloomHashes bloom = chunk.getBloomFilterOffset() >= 0 ? new BloomHashes() : null;
        ChunkRemoval.Target target = new ChunkRemoval.Target(store.getPageWriter(column), compressor, bloom);
        new ChunkRemoval(
                        column,
                        new PageStream(column, chunk, stored, decompressor),
                        group.reader().readColumnIndex(chunk),
                        target)
                .run(group.gone(), group.block().getRowCount(), offsets);
        if (bloom != null) {
            store.getBloomFilterWriter(column).writeBloomFilter(bloom.finish());
        }
    }
}
