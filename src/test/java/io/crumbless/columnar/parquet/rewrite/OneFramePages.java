package io.crumbless.columnar.parquet.rewrite;

import com.github.luben.zstd.Zstd;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.read.ChunkMemory;
import io.crumbless.columnar.parquet.read.Decompressor;
import io.crumbless.columnar.parquet.read.PageStream;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.StorageInputFile;
import io.crumbless.columnar.parquet.write.HashedOutputFile;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;

/** Part files as they were before levels had a frame of their own: each page compressed as one, as other programs do. */
final class OneFramePages {
    private OneFramePages() {}

    /** Writes {@code source} again so; a bloom filter is not kept. */
    static void copy(Path source, Path target) throws IOException {
        byte[] bytes = Files.readAllBytes(source);
        HashedOutputFile output = new HashedOutputFile(Location.of(target), Storage.Sync.ON_CLOSE);
        try (ParquetFileReader reader = ParquetFileReader.open(
                        new StorageInputFile(Location.of(source), bytes.length), ParquetTable.options());
                Decompressor zstd = Decompressor.of(CompressionCodecName.ZSTD)) {
            List<ColumnDescriptor> columns =
                    reader.getFileMetaData().getSchema().getColumns();
            ParquetFileWriter writer =
                    PartWriter.open(output, reader.getFileMetaData().getSchema());
            writer.start();
            for (BlockMetaData group : reader.getRowGroups()) {
                writer.startBlock(group.getRowCount());
                try (ColumnChunkPageWriteStore store = new ColumnChunkPageWriteStore(
                        new OneFrame(),
                        reader.getFileMetaData().getSchema(),
                        HeapByteBufferAllocator.getInstance(),
                        64,
                        true)) {
                    for (int i = 0; i < columns.size(); i++) {
                        ColumnChunkMetaData chunk = group.getColumns().get(i);
                        int from = (int) chunk.getStartingPos();
                        Slice stored = new Slice(bytes, from, from + (int) chunk.getTotalSize());
                        copy(
                                new PageStream(columns.get(i), chunk, stored, zstd, new ChunkMemory()),
                                reader.readOffsetIndex(chunk),
                                reader.readColumnIndex(chunk),
                                columns.get(i),
                                group.getRowCount(),
                                store.getPageWriter(columns.get(i)));
                    }
                    store.flushToFileWriter(writer);
                }
                writer.endBlock();
            }
            output.holdTail();
            writer.end(reader.getFileMetaData().getKeyValueMetaData());
        }
    }

    private static void copy(
            PageStream pages,
            OffsetIndex offsets,
            ColumnIndex bounds,
            ColumnDescriptor column,
            long rows,
            PageWriter out)
            throws IOException {
        PageStream.Dictionary dictionary = pages.dictionary();
        int index = 0;
        for (PageStream.Stored stored = pages.nextStored(); stored != null; stored = pages.nextStored(), index++) {
            PageStream.Page page = pages.open(stored);
            long end = index + 1 < offsets.getPageCount() ? offsets.getFirstRowIndex(index + 1) : rows;
            Slice values = page.values();
            int start = values.start() - page.levels().size();
            out.writePage(
                    BytesInput.from(values.bytes(), start, values.end() - start),
                    page.valueCount(),
                    (int) (end - offsets.getFirstRowIndex(index)),
                    statistics(column, bounds, index),
                    null,
                    null,
                    Encoding.RLE,
                    Encoding.RLE,
                    page.encoding());
        }
        if (dictionary != null) {
            Slice values = dictionary.values();
            out.writeDictionaryPage(new DictionaryPage(
                    BytesInput.from(values.bytes(), values.start(), values.length()),
                    dictionary.size(),
                    Encoding.PLAIN));
        }
    }

    private static Statistics<?> statistics(ColumnDescriptor column, ColumnIndex bounds, int page) {
        if (bounds == null) {
            return null;
        }
        Statistics.Builder statistics = Statistics.getBuilderForReading(column.getPrimitiveType());
        if (!bounds.getNullPages().get(page)) {
            statistics.withMin(bounds.getMinValues().get(page).array());
            statistics.withMax(bounds.getMaxValues().get(page).array());
        }
        return statistics.withNumNulls(bounds.getNullCounts().get(page)).build();
    }

    private static final class OneFrame implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return BytesInput.from(Zstd.compress(bytes.toByteArray()));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }
}
