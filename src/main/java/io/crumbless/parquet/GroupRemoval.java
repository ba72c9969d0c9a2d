package io.crumbless.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/** Writes row groups of a file again without some of their rows, one column chunk after the other. For one thread. */
final class GroupRemoval implements AutoCloseable {
    /** Pages are cut faster than a higher level compresses them. */
    private static final int ZSTD_LEVEL = 1;

    private final MessageType message;
    private final SeekableInputStream source;
    private final PageIndexes indexes;
    private final PageCompressor compressor = new PageCompressor(ZSTD_LEVEL);
    private final LevelCuts levelCuts = new LevelCuts(compressor);
    private final Decompressor decompressor = Decompressor.of(CompressionCodecName.ZSTD);

    GroupRemoval(MessageType message, SeekableInputStream source, PageIndexes indexes) {
        this.message = message;
        this.source = source;
        this.indexes = indexes;
    }

    /** @param gone rows of the row group that go, sorted, not all of them */
    void write(BlockMetaData group, int[] gone, ParquetFileWriter target) throws IOException {
        try (ColumnChunkPageWriteStore store = new ColumnChunkPageWriteStore(
                compressor, message, HeapByteBufferAllocator.getInstance(), PartWriter.LONGEST_BOUND_BYTES, true)) {
            List<ColumnDescriptor> columns = message.getColumns();
            for (int i = 0; i < columns.size(); i++) {
                cut(group, group.getColumns().get(i), columns.get(i), gone, store);
            }
            target.startBlock(group.getRowCount() - gone.length);
            store.flushToFileWriter(target);
            target.endBlock();
        }
        levelCuts.endRowGroup();
    }

    private void cut(
            BlockMetaData group,
            ColumnChunkMetaData chunk,
            ColumnDescriptor column,
            int[] gone,
            ColumnChunkPageWriteStore store)
            throws IOException {
        OffsetIndex offsets = indexes.offsets(chunk);
        if (offsets == null || chunk.getCodec() != CompressionCodecName.ZSTD) {
            throw new UnsupportedFile("column " + chunk.getPath().toDotString()
                    + (offsets == null ? " has no page index" : " is compressed with " + chunk.getCodec()));
        }
        byte[] stored = new byte[Math.toIntExact(chunk.getTotalSize())];
        source.seek(chunk.getStartingPos());
        source.readFully(stored);
        BloomHashes bloom = chunk.getBloomFilterOffset() >= 0 ? new BloomHashes() : null;
        ChunkRemoval.Target target = new ChunkRemoval.Target(store.getPageWriter(column), compressor, levelCuts, bloom);
        PageStream pages = new PageStream(column, chunk, stored, decompressor);
        new ChunkRemoval(column, pages, indexes.bounds(chunk), target).run(gone, group.getRowCount(), offsets);
        if (bloom != null) {
            store.getBloomFilterWriter(column).writeBloomFilter(bloom.finish());
        }
    }

    @Override
    public void close() {
        compressor.release();
        decompressor.close();
    }
}
