package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.FrameCompressor;
import io.crumbless.columnar.parquet.format.PageHead;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.read.PageStream;
import io.crumbless.columnar.parquet.write.PartWriter;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.internal.column.columnindex.ColumnIndexBuilder;
import org.apache.parquet.internal.column.columnindex.OffsetIndexBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A column chunk that is assembled in memory from unchanged pages and pages without some rows, and then written at
 * once. parquet-java's page store would compress, check and copy each page again.
 */
final class ChunkAssembly {
    private final ColumnDescriptor column;
    private final FrameCompressor frames;
    private final Memory memory;
    private final CRC32 crc = new CRC32();
    private final ColumnIndexBuilder bounds;
    private final OffsetIndexBuilder offsets = OffsetIndexBuilder.getBuilder();
    private final EncodingStats.Builder encodingStats = new EncodingStats.Builder();
    private final Set<Encoding> encodings = EnumSet.of(Encoding.RLE);

    private @Nullable Statistics<?> statistics;
    private long entries;
    private long uncompressed;

    /** Reused for many chunks, one after the other. */
    static final class Memory {
        private final Bytes dictionary = new Bytes(1 << 12);
        private final Bytes pages = new Bytes(1 << 16);
        private final Bytes body = new Bytes(1 << 12);
        private final Bytes content = new Bytes(1 << 12);
    }

    /**
     * The index entries of a page.
     *
     * @param entries number of values and nulls
     * @param bounds statistics of its values; null in a column without statistics
     */
    record PageFacts(int entries, int rows, @Nullable Statistics<?> bounds, Encoding encoding) {}

    /** @param bounded whether pages have statistics */
    ChunkAssembly(ColumnDescriptor column, boolean bounded, FrameCompressor frames, Memory memory) {
        this.column = column;
        this.frames = frames;
        this.memory = memory;
        this.bounds = bounded
                ? ColumnIndexBuilder.getBuilder(column.getPrimitiveType(), PartWriter.LONGEST_BOUND_BYTES)
                : ColumnIndexBuilder.getNoOpBuilder();
        memory.dictionary.clear();
        memory.pages.clear();
    }

    /** Adds an unchanged page with its header. */
    void add(PageStream.Stored page, PageFacts facts) {
        Slice whole = page.whole();
        memory.pages.add(whole.bytes(), whole.start(), whole.length());
        uncompressed += whole.length() - page.body().length() + page.head().size();
        index(whole.length(), facts);
    }

    /** Adds a page with one frame. */
    void addWhole(byte[] levels, Slice values, PageFacts facts) {
        memory.content.clear();
        memory.content.add(levels, 0, levels.length);
        memory.content.add(values.bytes(), values.start(), values.length());
        memory.body.clear();
        frames.addInTwo(memory.content, levels.length, memory.body);
        addBody(memory.content.length(), facts);
    }

    /**
     * Adds a split page whose values are already compressed.
     *
     * @param levels compressed as one frame
     * @param values compressed as one frame
     * @param size decompressed size of both
     */
    void addSplit(byte[] levels, Slice values, int size, PageFacts facts) {
        memory.body.clear();
        memory.body.add(levels, 0, levels.length);
        memory.body.add(values.bytes(), values.start(), values.length());
        addBody(size, facts);
    }

    /**
     * Adds a split page whose values are not compressed yet.
     *
     * @param levels compressed as one frame
     * @param levelsSize decompressed size of the levels
     */
    void addSplit(byte[] levels, int levelsSize, Bytes values, PageFacts facts) {
        memory.body.clear();
        memory.body.add(levels, 0, levels.length);
        if (values.length() > 0) {
            frames.add(values.array(), 0, values.length(), memory.body);
        }
        addBody(levelsSize + values.length(), facts);
    }

    private void addBody(int size, PageFacts facts) {
        int start = memory.pages.length();
        PageHead.writeDataPage(size, memory.body.length(), checksum(), facts.entries, facts.encoding, memory.pages);
        uncompressed += memory.pages.length() - start + size;
        memory.pages.add(memory.body);
        index(memory.pages.length() - start, facts);
    }

    private int checksum() {
        crc.reset();
        crc.update(memory.body.array(), 0, memory.body.length());
        return (int) crc.getValue();
    }

    private void index(int stored, PageFacts facts) {
        offsets.add(stored, facts.rows);
        encodingStats.addDataEncoding(facts.encoding);
        encodings.add(facts.encoding);
        entries += facts.entries;
        Statistics<?> here = facts.bounds;
        if (here != null) {
            bounds.add(here);
            if (statistics == null) {
                statistics = here.copy();
            } else {
                statistics.mergeStatistics(here);
            }
        }
    }

    /** Sets the dictionary page as it is stored, which precedes all data pages. May be called once. */
    void setDictionary(PageStream.Stored page) {
        Slice whole = page.whole();
        memory.dictionary.add(whole.bytes(), whole.start(), whole.length());
        uncompressed += whole.length() - page.body().length() + page.head().size();
        noteDictionary();
    }

    /** Sets a dictionary that is not compressed yet. */
    void setDictionary(Bytes values, int size) {
        memory.body.clear();
        frames.add(values.array(), 0, values.length(), memory.body);
        PageHead.writeDictionaryPage(values.length(), memory.body.length(), checksum(), size, memory.dictionary);
        uncompressed += memory.dictionary.length() + values.length();
        memory.dictionary.add(memory.body);
        noteDictionary();
    }

    private void noteDictionary() {
        encodingStats.addDictEncoding(Encoding.PLAIN);
        encodings.add(Encoding.PLAIN);
    }

    /** @param bloom null for a column without bloom filter */
    void writeTo(ParquetFileWriter file, @Nullable BloomFilter bloom) throws IOException {
        int dictionaryBytes = memory.dictionary.length();
        Bytes all = memory.pages;
        if (dictionaryBytes > 0) {
            all = memory.dictionary;
            all.add(memory.pages);
        }
        Slice chunk = new Slice(all.array(), 0, all.length());
        long start = ChunkInput.START;
        long firstPage = start + dictionaryBytes;
        ColumnChunkMetaData metadata = ColumnChunkMetaData.get(
                ColumnPath.get(column.getPath()),
                column.getPrimitiveType(),
                CompressionCodecName.ZSTD,
                encodingStats.build(),
                encodings,
                statistics == null
                        ? Statistics.getBuilderForReading(column.getPrimitiveType())
                                .build()
                        : statistics,
                firstPage,
                dictionaryBytes == 0 ? 0 : start,
                entries,
                chunk.length(),
                uncompressed);
        file.appendColumnChunk(
                column, new ChunkInput(chunk), metadata, bloom, bounds.build(), offsets.build(firstPage));
    }
}
