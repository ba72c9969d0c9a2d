package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.PageHead;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.parquet.format.ZstdFrame;
import io.crumbless.columnar.storage.LittleEndian;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column chunk, decompressed one after the other into one buffer.
 *
 * <p>parquet-java's own page reader allocates the sizes that page headers claim, and reads beyond the chunk if they are
 * too large. Here every size is first checked against the bytes of the chunk.
 */
public final class PageStream {
    private static final byte[] NO_BYTES = new byte[0];
    private static final long AS_MANY_AS_THERE_ARE = Long.MAX_VALUE;

    private final ColumnDescriptor column;
    private final Slice chunk;
    private final ChunkMemory memory;
    private final Decompressor decompressor;
    private final long valueCount;
    private final CRC32 crc = new CRC32();

    private int position;
    private long valuesSeen;

    /**
     * A data page.
     *
     * <p>The slices are valid until the next page is requested.
     *
     * @param encoding of the values
     */
    public record Page(int valueCount, Levels levels, Encoding encoding, Slice values) {}

    /**
     * Encoded levels of a page.
     *
     * @param repetitions empty if the column has none
     * @param definitions empty if the column has none
     * @param size of both in the page, in bytes
     */
    public record Levels(Slice repetitions, Slice definitions, int size) {
        /** For a column without levels. */
        public static final Levels NONE = new Levels(Slice.EMPTY, Slice.EMPTY, 0);
    }

    /**
     * A dictionary page.
     *
     * @param values PLAIN, in an array of their own
     * @param stored the page as it is stored
     */
    public record Dictionary(int size, Slice values, Stored stored) {}

    /** @param memory buffer for decompressed pages, used by one stream at a time */
    public PageStream(
            ColumnDescriptor column,
            ColumnChunkMetaData metadata,
            Slice chunk,
            Decompressor decompressor,
            ChunkMemory memory) {
        this(column, metadata.getValueCount(), chunk, decompressor, memory);
    }

    private PageStream(
            ColumnDescriptor column, long valueCount, Slice chunk, Decompressor decompressor, ChunkMemory memory) {
        this.column = column;
        this.chunk = chunk;
        this.decompressor = decompressor;
        this.memory = memory;
        this.valueCount = valueCount;
        this.position = chunk.start();
    }

    /** Some pages of a chunk, after its dictionary if there is one. */
    static PageStream ofPages(ColumnDescriptor column, byte[] pages, Decompressor decompressor) {
        Slice chunk = new Slice(pages, 0, pages.length);
        return new PageStream(column, AS_MANY_AS_THERE_ARE, chunk, decompressor, new ChunkMemory());
    }

    /** Must be called before {@link #next()}; null if the chunk does not begin with a dictionary. */
    @Nullable
    public Dictionary dictionary() throws IOException {
        int start = position;
        PageHead head = chunk.length() == 0 ? null : readHead();
        if (head == null || head.type() != PageType.DICTIONARY_PAGE) {
            position = start;
            return null;
        }
        Encoding encoding = encoding(head.encoding());
        if (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
            throw new UnsupportedFile("dictionaries encoded as " + encoding + " are not read");
        }
        Slice body = body(head);
        Stored stored = new Stored(head, new Slice(chunk.bytes(), start, body.end()));
        return new Dictionary(head.values(), decompressor.decompress(body, head.size(), NO_BYTES), stored);
    }

    /** The next data page; null at the end of the chunk. */
    @Nullable
    public Page next() throws IOException {
        while (valuesSeen < valueCount && !(valueCount == AS_MANY_AS_THERE_ARE && position == chunk.end())) {
            PageHead head = readHead();
            Slice body = body(head);
            Page page =
                    switch (head.type()) {
                        case DATA_PAGE -> first(head, body);
                        case DATA_PAGE_V2 -> second(head, body);
                        case DICTIONARY_PAGE -> throw new DamagedFile("a dictionary behind the first page");
                        case INDEX_PAGE -> null;
                    };
            if (page != null) {
                if (page.valueCount > valueCount - valuesSeen) {
                    throw new DamagedFile("its pages have other values than its " + valueCount);
                }
                valuesSeen += page.valueCount;
                if (valuesSeen == valueCount) {
                    requireNoMorePages();
                }
                return page;
            }
        }
        return null;
    }

    /** Values beyond the count in the footer would be lost; other bytes, which some writers leave, are ignored. */
    private void requireNoMorePages() {
        if (position < chunk.end() && valuesAt(position) > 0) {
            throw new DamagedFile("its pages have other values than its " + valueCount);
        }
    }

    private int valuesAt(int start) {
        try {
            PageHead head = PageHead.read(chunk.bytes(), start, chunk.end());
            return head.type() == PageType.DATA_PAGE || head.type() == PageType.DATA_PAGE_V2 ? head.values() : 0;
        } catch (DamagedFile noPage) {
            return 0;
        }
    }

    /**
     * A page as it is stored.
     *
     * @param whole including its header
     */
    public record Stored(PageHead head, Slice whole) {
        /** The compressed body. */
        public Slice body() {
            return whole.from(head.end());
        }

        /** Encoding of the values. */
        Encoding encoding() {
            return PageStream.encoding(head.encoding());
        }

        /** The encoding, if rows can be removed from values in this encoding. */
        public Encoding rewritableEncoding() {
            return switch (encoding()) {
                case PLAIN -> Encoding.PLAIN;
                case RLE_DICTIONARY -> Encoding.RLE_DICTIONARY;
                default -> throw new UnsupportedFile("values encoded as " + encoding() + " are not rewritten");
            };
        }
    }

    /** The next data page without decompressing it; null at the end of the chunk. */
    @Nullable
    public Stored nextStored() throws IOException {
        if (valuesSeen >= valueCount) {
            return null;
        }
        int start = position;
        PageHead head = readHead();
        int end = body(head).end();
        if (head.type() != PageType.DATA_PAGE) {
            throw new UnsupportedFile("pages of type " + head.type() + " are not rewritten");
        }
        valuesSeen += head.values();
        return new Stored(head, new Slice(chunk.bytes(), start, end));
    }

    /** Decompresses a page returned by {@link #nextStored}; valid until the next page is opened. */
    public Page open(Stored page) throws IOException {
        return first(page.head(), page.body());
    }

    /**
     * Decompresses the levels of a page whose levels have a frame of their own; valid until anything else is
     * decompressed.
     *
     * @param frame the first frame of the page
     * @throws UnsupportedFile if it contains anything but the levels
     */
    public Levels openLevels(Stored page, Slice frame) throws IOException {
        long size = ZstdFrame.contentSize(frame);
        if (size < 0 || size > page.head().size()) {
            throw new DamagedFile("a frame larger than its page");
        }
        Slice all = decompress(frame, (int) size);
        Levels levels = frontLevels(all, page.head());
        if (levels.size() != all.length()) {
            throw new UnsupportedFile("pages of frames that hold other than levels, then values, are not rewritten");
        }
        return levels;
    }

    /**
     * Decompresses the values of a page whose values have a frame of their own; valid until anything else is
     * decompressed.
     */
    public Slice openValues(Stored page, Slice frame, int levelsSize) throws IOException {
        return decompress(frame, page.head().size() - levelsSize);
    }

    /** Decompresses the values of a page; if they have a frame of their own, the levels are not decompressed. */
    public Slice openValues(Stored page) throws IOException {
        Slice body = page.body();
        int split = column.getMaxDefinitionLevel() == 0 ? body.start() : ZstdFrame.endOfFirst(body);
        if (split == body.start() || split == body.end()) {
            return open(page).values();
        }
        return openValues(page, body.from(split), (int) ZstdFrame.contentSize(body));
    }

    private Page first(PageHead head, Slice body) throws IOException {
        Slice all = decompress(body, head.size());
        Levels levels = frontLevels(all, head);
        return new Page(head.values(), levels, encoding(head.encoding()), all.from(all.start() + levels.size()));
    }

    private Levels frontLevels(Slice page, PageHead head) {
        Slice repetitions = frontLevels(page, column.getMaxRepetitionLevel(), head.repetitions());
        Slice definitions =
                frontLevels(page.from(repetitions.end()), column.getMaxDefinitionLevel(), head.definitions());
        return new Levels(repetitions, definitions, definitions.end() - page.start());
    }

    /** Levels of a version 1 page: 4 bytes of length, little-endian, then the runs. */
    private static Slice frontLevels(Slice page, int maxLevel, org.apache.parquet.format.@Nullable Encoding encoding) {
        if (maxLevel == 0) {
            return new Slice(page.bytes(), page.start(), page.start());
        }
        if (encoding != org.apache.parquet.format.Encoding.RLE) {
            throw new UnsupportedFile(
                    "levels encoded as " + encoding + " are not read; write the file again with a current writer");
        }
        int length = page.length() < 4 ? -1 : LittleEndian.intAt(page.bytes(), page.start());
        if (length < 0 || length > page.length() - 4) {
            throw new DamagedFile("levels longer than their page");
        }
        return new Slice(page.bytes(), page.start() + 4, page.start() + 4 + length);
    }

    private Page second(PageHead head, Slice body) throws IOException {
        int repetitions = head.repetitionBytes();
        int definitions = head.definitionBytes();
        if (repetitions < 0 || definitions < 0 || repetitions > body.length() - definitions) {
            throw new DamagedFile("levels longer than their page");
        }
        int split = body.start() + repetitions;
        Levels levels = new Levels(
                new Slice(body.bytes(), body.start(), split),
                new Slice(body.bytes(), split, split + definitions),
                repetitions + definitions);
        Slice values = body.from(split + definitions);
        if (head.compressed() && values.length() > 0) {
            values = decompress(values, head.size() - repetitions - definitions);
        }
        return new Page(head.values(), levels, encoding(head.encoding()), values);
    }

    private Slice decompress(Slice body, int size) throws IOException {
        Slice out = decompressor.decompress(body, size, memory.page());
        if (out.bytes() != chunk.bytes()) {
            memory.setPage(out.bytes());
        }
        return out;
    }

    private PageHead readHead() {
        PageHead head = PageHead.read(chunk.bytes(), position, chunk.end());
        position = head.end();
        return head;
    }

    /** The stored bytes of the page, after its checksum, if there is one, was verified. */
    private Slice body(PageHead head) {
        int size = head.compressedSize();
        if (size > chunk.end() - position) {
            throw new DamagedFile("a page longer than its column chunk");
        }
        Slice body = new Slice(chunk.bytes(), position, position + size);
        position += size;
        Integer checksum = head.checksum();
        if (checksum != null) {
            crc.reset();
            crc.update(chunk.bytes(), body.start(), size);
            if ((int) crc.getValue() != checksum) {
                throw new DamagedFile("a page does not match its checksum");
            }
        }
        return body;
    }

    private static Encoding encoding(org.apache.parquet.format.@Nullable Encoding encoding) {
        if (encoding == null) {
            throw new UnsupportedFile("its encoding is not known; write the file again with a current writer");
        }
        return Encoding.valueOf(encoding.name());
    }
}
