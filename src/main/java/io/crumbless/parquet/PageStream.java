package io.crumbless.parquet;

import io.crumbless.storage.LittleEndian;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column chunk, decompressed one after the other into one buffer.
 *
 * <p>parquet-java's own page reader takes memory by the sizes that page headers claim, and reads on behind the chunk
 * where they claim more than there is. Here every size is held against the bytes of the chunk first.
 */
final class PageStream {
    private static final byte[] NO_BYTES = new byte[0];
    private static final long AS_MANY_AS_THERE_ARE = Long.MAX_VALUE;

    private final ColumnDescriptor column;
    private final byte[] chunk;
    private final Decompressor decompressor;
    private final long valueCount;
    private final CRC32 crc = new CRC32();

    private int position;
    private long valuesSeen;
    private byte[] buffer = NO_BYTES;

    /**
     * A data page.
     *
     * <p>The slices are valid until the next page is asked for.
     *
     * @param repetitions runs of levels; empty where the column has none
     * @param encoding of the values
     */
    record Page(int valueCount, Slice repetitions, Slice definitions, Encoding encoding, Slice values) {}

    /** A dictionary page: PLAIN values, in an array of their own. */
    record Dictionary(int size, Slice values) {}

    PageStream(ColumnDescriptor column, ColumnChunkMetaData metadata, byte[] chunk, Decompressor decompressor) {
        this(column, metadata.getValueCount(), chunk, decompressor);
    }

    private PageStream(ColumnDescriptor column, long valueCount, byte[] chunk, Decompressor decompressor) {
        this.column = column;
        this.chunk = chunk;
        this.decompressor = decompressor;
        this.valueCount = valueCount;
    }

    /** Some pages of a chunk, behind its dictionary if it has one: as many values as there are bytes for. */
    static PageStream ofPages(ColumnDescriptor column, byte[] pages, Decompressor decompressor) {
        return new PageStream(column, AS_MANY_AS_THERE_ARE, pages, decompressor);
    }

    /** Call it before {@link #next()}; null if the chunk begins with another page. */
    @Nullable
    Dictionary dictionary() throws IOException {
        int start = position;
        PageHeader header = chunk.length == 0 ? null : readHeader();
        if (header == null || header.getType() != PageType.DICTIONARY_PAGE) {
            position = start;
            return null;
        }
        DictionaryPageHeader dictionary = header.getDictionary_page_header();
        Encoding encoding = encoding(dictionary.getEncoding());
        if (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
            throw new UnsupportedFile("dictionaries encoded as " + encoding + " are not read");
        }
        Slice body = body(header);
        return new Dictionary(
                dictionary.getNum_values(),
                decompressor.decompress(body, header.getUncompressed_page_size(), NO_BYTES));
    }

    /** The next data page; null at the end of the chunk. */
    @Nullable
    Page next() throws IOException {
        while (valuesSeen < valueCount && !(valueCount == AS_MANY_AS_THERE_ARE && position == chunk.length)) {
            PageHeader header = readHeader();
            Slice body = body(header);
            Page page =
                    switch (header.getType()) {
                        case DATA_PAGE -> first(header, body);
                        case DATA_PAGE_V2 -> second(header, body);
                        case DICTIONARY_PAGE -> throw new DamagedFile("a dictionary behind the first page");
                        case INDEX_PAGE -> null;
                    };
            if (page != null) {
                if (page.valueCount < 0 || page.valueCount > valueCount - valuesSeen) {
                    throw new DamagedFile("its pages have other values than its " + valueCount);
                }
                valuesSeen += page.valueCount;
                return page;
            }
        }
        return null;
    }

    /**
     * A data page as it is stored.
     *
     * @param body compressed
     */
    record Stored(PageHeader header, Slice body) {}

    /** The next data page without decompressing it; null at the end of the chunk. */
    @Nullable
    Stored nextStored() throws IOException {
        if (valuesSeen >= valueCount) {
            return null;
        }
        PageHeader header = readHeader();
        Slice body = body(header);
        if (header.getType() != PageType.DATA_PAGE) {
            throw new UnsupportedFile("pages of type " + header.getType() + " are not rewritten");
        }
        valuesSeen += header.getData_page_header().getNum_values();
        return new Stored(header, body);
    }

    /** Decompresses a page that was handed out as stored; valid until the next page is opened. */
    Page open(Stored page) throws IOException {
        return first(page.header(), page.body());
    }

    private Page first(PageHeader header, Slice body) throws IOException {
        DataPageHeader data = header.getData_page_header();
        Slice all = decompress(body, header.getUncompressed_page_size());
        Slice repetitions = frontLevels(all, column.getMaxRepetitionLevel(), data.getRepetition_level_encoding());
        Slice behind = all.from(repetitions.end());
        Slice definitions = frontLevels(behind, column.getMaxDefinitionLevel(), data.getDefinition_level_encoding());
        return new Page(
                data.getNum_values(),
                repetitions,
                definitions,
                encoding(data.getEncoding()),
                behind.from(definitions.end()));
    }

    /** Levels of a version 1 page: 4 bytes of length, lowest first, then runs. */
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

    private Page second(PageHeader header, Slice body) throws IOException {
        DataPageHeaderV2 data = header.getData_page_header_v2();
        int repetitions = data.getRepetition_levels_byte_length();
        int definitions = data.getDefinition_levels_byte_length();
        if (repetitions < 0 || definitions < 0 || repetitions > body.length() - definitions) {
            throw new DamagedFile("levels longer than their page");
        }
        int split = body.start() + repetitions;
        Slice levels = new Slice(body.bytes(), body.start(), split);
        Slice values = body.from(split + definitions);
        boolean compressed = !data.isSetIs_compressed() || data.isIs_compressed();
        if (compressed && values.length() > 0) {
            values = decompress(values, header.getUncompressed_page_size() - repetitions - definitions);
        }
        return new Page(
                data.getNum_values(),
                levels,
                new Slice(body.bytes(), split, split + definitions),
                encoding(data.getEncoding()),
                values);
    }

    private Slice decompress(Slice body, int size) throws IOException {
        Slice out = decompressor.decompress(body, size, buffer);
        if (out.bytes() != chunk) {
            buffer = out.bytes();
        }
        return out;
    }

    private PageHeader readHeader() throws IOException {
        int end = CompactThrift.check(chunk, position, chunk.length);
        PageHeader header = Util.readPageHeader(new ByteArrayInputStream(chunk, position, end - position));
        position = end;
        boolean complete =
                switch (header.getType()) {
                    case DATA_PAGE -> header.isSetData_page_header();
                    case DATA_PAGE_V2 -> header.isSetData_page_header_v2();
                    case DICTIONARY_PAGE -> header.isSetDictionary_page_header();
                    case INDEX_PAGE -> true;
                };
        if (!complete) {
            throw new DamagedFile("a page header without its details");
        }
        return header;
    }

    /** The bytes of the page as stored; its check sum, if it has one, holds. */
    private Slice body(PageHeader header) {
        int size = header.getCompressed_page_size();
        if (size < 0 || size > chunk.length - position) {
            throw new DamagedFile("a page longer than its column chunk");
        }
        Slice body = new Slice(chunk, position, position + size);
        position += size;
        if (header.isSetCrc()) {
            crc.reset();
            crc.update(chunk, body.start(), size);
            if ((int) crc.getValue() != header.getCrc()) {
                throw new DamagedFile("a page does not match its check sum");
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
