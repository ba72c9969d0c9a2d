package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.ArrayInput;
import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.SplitBlocks;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.hadoop.metadata.IndexReference;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Page indexes and bloom filters of column chunks, each read on demand. Looking up a text reads only its block of a
 * bloom filter; the library reads the entire filter. Not thread-safe.
 */
final class ChunkIndexes implements AutoCloseable {
    /** For up to so many texts, single blocks are read; for more, the entire filter. */
    private static final int FEW = 4;

    private final SeekableInputStream stream;
    private final long fileSize;

    /** @param stream of the file, closed with this object */
    ChunkIndexes(SeekableInputStream stream, long fileSize) {
        this.stream = stream;
        this.fileSize = fileSize;
    }

    /** Minimum and maximum of each page; null for a chunk without column index. */
    @Nullable
    ColumnIndex bounds(ColumnChunkMetaData chunk) throws IOException {
        IndexReference index = chunk.getColumnIndexReference();
        return index == null
                ? null
                : ParquetMetadataConverter.fromParquetColumnIndex(
                        chunk.getPrimitiveType(), Util.readColumnIndex(read(index)));
    }

    /** Locations of the pages; null for a chunk without offset index. */
    @Nullable
    OffsetIndex offsets(ColumnChunkMetaData chunk) throws IOException {
        IndexReference index = chunk.getOffsetIndexReference();
        return index == null
                ? null
                : ParquetMetadataConverter.fromParquetOffsetIndex(Util.readOffsetIndex(read(index)));
    }

    private ArrayInput read(IndexReference index) throws IOException {
        byte[] bytes = bytes(index.getOffset(), index.getLength());
        return new ArrayInput(bytes, 0, bytes.length);
    }

    private byte[] bytes(long from, int length) throws IOException {
        if (from < 0 || length < 0 || from > fileSize - length) {
            throw new DamagedFile("an index that points beyond the file");
        }
        byte[] bytes = new byte[length];
        stream.seek(from);
        stream.readFully(bytes);
        return bytes;
    }

    /**
     * Whether the chunk may contain one of the texts according to its bloom filter; true if it has none, or an
     * unreadable one.
     */
    boolean mayHoldAny(ColumnChunkMetaData chunk, List<byte[]> texts) throws IOException {
        long offset = chunk.getBloomFilterOffset();
        if (offset < 0 || offset >= fileSize) {
            return true;
        }
        stream.seek(offset);
        BloomFilterHeader header = Util.readBloomFilterHeader(stream);
        if (!isReadable(header)) {
            return true;
        }
        return mayHoldAny(stream.getPos(), header.getNumBytes(), texts);
    }

    private static boolean isReadable(BloomFilterHeader header) {
        int size = header.getNumBytes();
        return size > 0
                && size <= BlockSplitBloomFilter.UPPER_BOUND_BYTES
                && size % SplitBlocks.BLOCK_BYTES == 0
                && header.getAlgorithm().isSetBLOCK()
                && header.getHash().isSetXXHASH()
                && header.getCompression().isSetUNCOMPRESSED();
    }

    private boolean mayHoldAny(long blocksAt, int size, List<byte[]> texts) throws IOException {
        byte[] all = texts.size() > FEW ? bytes(blocksAt, size) : null;
        for (byte[] text : texts) {
            long hash = SplitBlocks.hash(text);
            int start = SplitBlocks.start(hash, size);
            if (all == null
                    ? SplitBlocks.mayHold(bytes(blocksAt + start, SplitBlocks.BLOCK_BYTES), 0, hash)
                    : SplitBlocks.mayHold(all, start, hash)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
