package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.BloomHashes;
import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.FrameCompressor;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.parquet.read.ChunkMemory;
import io.crumbless.columnar.parquet.read.Decompressor;
import io.crumbless.columnar.parquet.read.PageIndexes;
import io.crumbless.columnar.parquet.read.PageStream;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/** Rewrites row groups of a file without some of their rows, one column chunk after the other. Not thread-safe. */
final class GroupRemoval implements AutoCloseable {
    private final MessageType message;
    private final SeekableInputStream source;
    private final PageIndexes indexes;
    private final Decompressor decompressor = Decompressor.of(CompressionCodecName.ZSTD);
    private final FrameCompressor frames = FrameCompressor.quick();
    private final LevelCuts levelCuts = new LevelCuts(frames);
    private final BloomHashes bloomHashes = new BloomHashes();
    private final ChunkMemory stored = new ChunkMemory();
    private final ChunkAssembly.Memory assembled = new ChunkAssembly.Memory();
    private final Bytes values = new Bytes(1 << 12);

    GroupRemoval(MessageType message, SeekableInputStream source, PageIndexes indexes) {
        this.message = message;
        this.source = source;
        this.indexes = indexes;
    }

    /** @param gone rows of the row group to remove, sorted, not all of them */
    void write(BlockMetaData group, int[] gone, ParquetFileWriter target) throws IOException {
        target.startBlock(group.getRowCount() - gone.length);
        List<ColumnDescriptor> columns = message.getColumns();
        for (int i = 0; i < columns.size(); i++) {
            cut(group, group.getColumns().get(i), columns.get(i), gone, target);
        }
        target.endBlock();
        levelCuts.endRowGroup();
    }

    private void cut(
            BlockMetaData group,
            ColumnChunkMetaData chunk,
            ColumnDescriptor column,
            int[] gone,
            ParquetFileWriter target)
            throws IOException {
        OffsetIndex offsets = indexes.offsets(chunk);
        if (offsets == null || chunk.getCodec() != CompressionCodecName.ZSTD) {
            throw new UnsupportedFile("column " + chunk.getPath().toDotString()
                    + (offsets == null ? " has no page index" : " is compressed with " + chunk.getCodec()));
        }
        ColumnIndex bounds = indexes.bounds(chunk);
        BloomHashes bloom = chunk.getBloomFilterOffset() >= 0 ? bloomHashes : null;
        PageStream pages = new PageStream(column, chunk, stored.read(source, chunk), decompressor, stored);
        ChunkAssembly left = new ChunkAssembly(column, bounds != null, frames, assembled);
        new ChunkRemoval(column, pages, bounds, new ChunkRemoval.Target(left, levelCuts, values, bloom))
                .run(gone, group.getRowCount(), offsets);
        left.writeTo(target, bloom == null ? null : bloom.finish());
    }

    @Override
    public void close() {
        frames.close();
        decompressor.close();
    }
}
