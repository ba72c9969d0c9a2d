package io.crumbless.parquet;

import io.crumbless.storage.LittleEndian;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows out of one column chunk, page by page. A page without such a row is handed on as it is stored; of the others
 * levels and values are cut out in their encoding, so that no value is decoded, hashed or looked up again. An entry of the
 * dictionary that only removed rows used is made empty, for it is theirs.
 *
 * <p>Knows the pages {@link PartWriter} makes: version 1, PLAIN or by dictionary. For one thread at a time.
 */
final class ChunkRemoval {
    private final ColumnDescriptor column;
    private final PrimitiveTypeName physical;
    private final int definedLevel;
    private final int deepest;
    private final PageStream pages;
    private final Compressor compressor;
    private final PageWriter out;
    private final @Nullable PageBounds bounds;
    private final @Nullable BloomHashes bloom;

    private final LevelWriter definitionsOut;
    private final LevelWriter repetitionsOut;
    private final Pieces pieces = new Pieces();
    private int[] repetitions = new int[0];
    private int[] ids = new int[0];

    private @Nullable Entries dictionary;

    /** Ids of rows that stay and of rows that go; a page that is handed on is looked into only if it matters. */
    private final BitSet used = new BitSet();

    private final BitSet gone = new BitSet();
    private final List<PageStream.Stored> unopened = new ArrayList<>();
    private boolean dictionaryUsed;

    /**
     * Where the pages go.
     *
     * @param bloom collects the values that stay, for a column with a bloom filter
     */
    record Target(
            PageWriter pages,
            Compressor compressor,
            @Nullable BloomHashes bloom) {}

    /** @param bounds smallest and largest value of each page; null for a column without */
    ChunkRemoval(ColumnDescriptor column, PageStream pages, @Nullable ColumnIndex bounds, Target target) {
        this.column = column;
        this.physical = column.getPrimitiveType().getPrimitiveTypeName();
        this.definedLevel = column.getMaxDefinitionLevel();
        this.deepest = column.getMaxRepetitionLevel();
        this.pages = pages;
        this.bounds = bounds == null ? null : PageBounds.of(bounds);
        this.out = target.pages();
        this.compressor = target.compressor();
        this.bloom = target.bloom();
        this.definitionsOut = new LevelWriter(bitsFor(definedLevel));
        this.repetitionsOut = new LevelWriter(bitsFor(deepest));
    }

    /**
     * Writes what stays.
     *
     * @param rows of the row group that go, sorted
     * @param rowsInGroup of the row group as stored
     */
    void run(int[] rows, long rowsInGroup, OffsetIndex offsets) throws IOException {
        PageStream.Dictionary stored = pages.dictionary();
        dictionary = stored == null ? null : new Entries(physical, stored.values(), stored.size());
        int next = 0;
        int page = 0;
        for (PageStream.Stored one = pages.nextStored(); one != null; one = pages.nextStored(), page++) {
            long first = offsets.getFirstRowIndex(page);
            long end = page + 1 < offsets.getPageCount() ? offsets.getFirstRowIndex(page + 1) : rowsInGroup;
            int from = next;
            while (next < rows.length && rows[next] < end) {
                next++;
            }
            if (from == next) {
                if (bloom != null) {
                    addToBloom(bloom, pages.open(one));
                }
                pass(one, (int) (end - first), page);
            } else {
                cut(one, first, (int) (end - first), Arrays.copyOfRange(rows, from, next));
            }
        }
        finishDictionary();
    }

    /** Hands a page on as it is stored. */
    private void pass(PageStream.Stored page, int rows, int index) throws IOException {
        Encoding encoding = encoding(page);
        if (encoding == Encoding.RLE_DICTIONARY) {
            dictionaryUsed = true;
            unopened.add(page);
        }
        Slice body = page.body();
        compressor.handOn(BytesInput.from(body.bytes(), body.start(), body.length()));
        out.writePage(
                compressor.ofSize(page.header().getUncompressed_page_size()),
                page.header().getData_page_header().getNum_values(),
                rows,
                storedStatistics(index),
                null,
                null,
                Encoding.RLE,
                Encoding.RLE,
                encoding);
    }

    static Encoding encoding(PageStream.Stored page) {
        return switch (page.header().getData_page_header().getEncoding()) {
            case PLAIN -> Encoding.PLAIN;
            case RLE_DICTIONARY -> Encoding.RLE_DICTIONARY;
            default ->
                throw new UnsupportedFile("values encoded as "
                        + page.header().getData_page_header().getEncoding() + " are not rewritten");
        };
    }

    private @Nullable Statistics<?> storedStatistics(int page) {
        if (bounds == null) {
            return null;
        }
        Statistics.Builder statistics = Statistics.getBuilderForReading(column.getPrimitiveType());
        if (!bounds.onlyNulls().get(page)) {
            statistics.withMin(bytes(bounds.smallest().get(page)));
            statistics.withMax(bytes(bounds.largest().get(page)));
        }
        return statistics.withNumNulls(bounds.nulls().get(page)).build();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Writes a page without some of its rows. */
    private void cut(PageStream.Stored stored, long firstRow, int rowsInPage, int[] rows) throws IOException {
        PageStream.Page page = pages.open(stored);
        int entries = page.valueCount();
        pieces.cut(rows, firstRow, deepest == 0 ? null : readRepetitions(page), entries);
        if (pieces.entries() == 0) {
            noteIdsOf(page);
            return;
        }
        Bytes body = new Bytes(64 + page.values().length());
        copyLevels(page, body);
        Bounds kept = new Bounds(physical);
        Encoding encoding = writeValues(page, body, kept);
        out.writePage(
                BytesInput.from(body.array(), 0, body.length()),
                pieces.entries(),
                rowsInPage - rows.length,
                bounds == null ? null : kept.statistics(column, pieces.entries() - pieces.values()),
                null,
                null,
                Encoding.RLE,
                Encoding.RLE,
                encoding);
    }

    private int[] readRepetitions(PageStream.Page page) {
        repetitions = repetitions.length >= page.valueCount() ? repetitions : new int[page.valueCount()];
        runs(page.repetitions(), deepest).read(repetitions, page.valueCount());
        return repetitions;
    }

    private static RunReader runs(Slice levels, int most) {
        return new RunReader(levels.bytes(), levels.start(), levels.end(), bitsFor(most));
    }

    private static int bitsFor(int most) {
        return 32 - Integer.numberOfLeadingZeros(most);
    }

    /** Writes the levels of what stays, and finds its values. */
    private void copyLevels(PageStream.Page page, Bytes body) {
        if (deepest > 0) {
            repetitionsOut.clear();
            pieces.copyRepetitions(runs(page.repetitions(), deepest), deepest, repetitionsOut);
            LeafWriter.addLevels(body, repetitionsOut);
        }
        if (definedLevel > 0) {
            definitionsOut.clear();
            pieces.copyDefinitions(
                    runs(page.definitions(), definedLevel), definedLevel, page.valueCount(), definitionsOut);
            LeafWriter.addLevels(body, definitionsOut);
        } else {
            pieces.takeEntriesAsValues(page.valueCount());
        }
    }

    private Encoding writeValues(PageStream.Page page, Bytes body, Bounds kept) {
        if (page.encoding() == Encoding.RLE_DICTIONARY) {
            return writeIds(page, body, kept);
        }
        if (pieces.values() > 0) {
            writePlain(page.values(), body, kept);
        }
        return Encoding.PLAIN;
    }

    private Encoding writeIds(PageStream.Page page, Bytes body, Bounds kept) {
        Entries entries = dictionary();
        readIds(page, pieces.allValues());
        int count = 0;
        BitSet here = new BitSet(entries.size());
        int at = 0;
        for (int piece = 0; piece < pieces.size(); piece++) {
            for (; at < pieces.valueFrom(piece); at++) {
                gone.set(ids[at]);
            }
            for (; at < pieces.valueTo(piece); at++) {
                here.set(ids[at]);
                ids[count++] = ids[at];
            }
        }
        for (; at < pieces.allValues(); at++) {
            gone.set(ids[at]);
        }
        used.or(here);
        if (count == 0) {
            return Encoding.PLAIN;
        }
        dictionaryUsed = true;
        here.stream().forEach(id -> kept.include(entries, id));
        ValueEncoder.addIds(ids, 0, count, entries.size(), body);
        return Encoding.RLE_DICTIONARY;
    }

    private Entries dictionary() {
        if (dictionary == null) {
            throw new DamagedFile("a page that needs a dictionary where there is none");
        }
        return dictionary;
    }

    private void readIds(PageStream.Page page, int count) {
        ids = ids.length >= count ? ids : new int[count];
        if (count > 0) {
            Slice values = page.values();
            int width = values.bytes()[values.start()];
            new RunReader(values.bytes(), values.start() + 1, values.end(), width).read(ids, count);
            for (int i = 0; i < count; i++) {
                if (ids[i] < 0 || ids[i] >= dictionary().size()) {
                    throw new DamagedFile("a value that is not in the dictionary");
                }
            }
        }
    }

    /** All rows of a page go: its dictionary entries may have to go with them. */
    private void noteIdsOf(PageStream.Page page) {
        if (page.encoding() == Encoding.RLE_DICTIONARY) {
            noteIds(page, gone);
        }
    }

    private void noteIds(PageStream.Page page, BitSet noted) {
        int count = definedLevel == 0
                ? page.valueCount()
                : runs(page.definitions(), definedLevel).skipLevels(page.valueCount(), definedLevel);
        readIds(page, count);
        for (int i = 0; i < count; i++) {
            noted.set(ids[i]);
        }
    }

    private void writePlain(Slice values, Bytes body, Bounds kept) {
        switch (physical) {
            case INT32 -> writeFixed(values, 4, body, kept);
            case INT64 -> writeFixed(values, 8, body, kept);
            case BOOLEAN -> writeBits(values, body, kept);
            case BINARY -> writeTexts(values, body, kept);
            case INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
                throw new UnsupportedFile("values stored as " + physical + " are not rewritten");
        }
    }

    private void writeFixed(Slice values, int bytes, Bytes body, Bounds kept) {
        values.from(values.start() + Math.multiplyExact(pieces.allValues(), bytes));
        for (int piece = 0; piece < pieces.size(); piece++) {
            int from = values.start() + pieces.valueFrom(piece) * bytes;
            int to = values.start() + pieces.valueTo(piece) * bytes;
            body.add(values.bytes(), from, to - from);
            for (int at = from; bounds != null && at < to; at += bytes) {
                kept.include(
                        bytes == 4 ? LittleEndian.intAt(values.bytes(), at) : LittleEndian.longAt(values.bytes(), at));
            }
        }
    }

    private void writeBits(Slice values, Bytes body, Bounds kept) {
        values.from(values.start() + (pieces.allValues() + 7 >>> 3));
        int pending = 0;
        int count = 0;
        for (int piece = 0; piece < pieces.size(); piece++) {
            for (int i = pieces.valueFrom(piece); i < pieces.valueTo(piece); i++) {
                int bit = values.bytes()[values.start() + (i >>> 3)] >>> (i & 7) & 1;
                kept.include(bit);
                pending |= bit << (count & 7);
                if ((++count & 7) == 0) {
                    body.addByte(pending);
                    pending = 0;
                }
            }
        }
        if ((count & 7) != 0) {
            body.addByte(pending);
        }
    }

    /** Takes note of the values of a page that is handed on. */
    private static void addToBloom(BloomHashes bloom, PageStream.Page page) {
        if (page.encoding() != Encoding.PLAIN) {
            throw new UnsupportedFile("a column with both a bloom filter and a dictionary is not rewritten");
        }
        Slice values = page.values();
        for (int at = values.start(); at < values.end(); ) {
            int next = behindText(values, at);
            bloom.add(values.bytes(), at + 4, next - at - 4);
            at = next;
        }
    }

    private void writeTexts(Slice values, Bytes body, Bounds kept) {
        byte[] bytes = values.bytes();
        int at = values.start();
        int value = 0;
        for (int piece = 0; piece < pieces.size(); piece++) {
            for (; value < pieces.valueFrom(piece); value++) {
                at = behindText(values, at);
            }
            int from = at;
            for (; value < pieces.valueTo(piece); value++) {
                int next = behindText(values, at);
                if (bounds != null) {
                    kept.include(bytes, at + 4, next);
                }
                if (bloom != null) {
                    bloom.add(bytes, at + 4, next - at - 4);
                }
                at = next;
            }
            body.add(bytes, from, at - from);
        }
    }

    static int behindText(Slice values, int at) {
        int length = at + 4 > values.end() ? -1 : LittleEndian.intAt(values.bytes(), at);
        if (length < 0 || length > values.end() - at - 4) {
            throw new DamagedFile("a text longer than its page");
        }
        return at + 4 + length;
    }

    private void finishDictionary() throws IOException {
        Entries entries = dictionary;
        if (entries == null || !dictionaryUsed) {
            return;
        }
        gone.andNot(used);
        for (PageStream.Stored page : gone.isEmpty() ? List.<PageStream.Stored>of() : unopened) {
            noteIds(pages.open(page), used);
        }
        gone.andNot(used);
        Bytes bytes = entries.without(gone);
        out.writeDictionaryPage(
                new DictionaryPage(BytesInput.from(bytes.array(), 0, bytes.length()), entries.size(), Encoding.PLAIN));
    }

    /** The values of a dictionary, still encoded. */
    private static final class Entries {
        private final PrimitiveTypeName physical;
        private final Slice values;
        private final int[] offsets;

        Entries(PrimitiveTypeName physical, Slice values, int size) {
            this.physical = physical;
            this.values = values;
            if (size < 0 || size > values.length()) {
                throw new DamagedFile("a dictionary with more values than bytes");
            }
            this.offsets = new int[size + 1];
            int at = values.start();
            for (int i = 0; i < size; i++) {
                offsets[i] = at;
                at = switch (physical) {
                    case BINARY -> behindText(values, at);
                    case INT32 -> at + 4;
                    case INT64 -> at + 8;
                    case BOOLEAN, INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
                        throw new UnsupportedFile("a dictionary of " + physical + " is not rewritten");
                };
            }
            offsets[size] = at;
            values.from(at);
        }

        int size() {
            return offsets.length - 1;
        }

        long number(int id) {
            return physical == PrimitiveTypeName.INT32
                    ? LittleEndian.intAt(values.bytes(), offsets[id])
                    : LittleEndian.longAt(values.bytes(), offsets[id]);
        }

        /** All entries under their ids, some of them empty; readers do not ask for those. */
        Bytes without(BitSet emptied) {
            Bytes out = new Bytes(values.length() + 8);
            for (int id = 0; id < size(); id++) {
                if (!emptied.get(id)) {
                    out.add(values.bytes(), offsets[id], offsets[id + 1] - offsets[id]);
                } else if (physical == PrimitiveTypeName.INT64) {
                    out.addLong(0);
                } else {
                    // An empty text, or the number 0.
                    out.addInt(0);
                }
            }
            return out;
        }
    }

    /** Smallest and largest of the values that stay. */
    private static final class Bounds {
        private final PrimitiveTypeName physical;
        private boolean any;
        private long smallest;
        private long largest;
        private byte[] smallestText = new byte[0];
        private byte[] largestText = new byte[0];

        Bounds(PrimitiveTypeName physical) {
            this.physical = physical;
        }

        void include(Entries entries, int id) {
            if (physical == PrimitiveTypeName.BINARY) {
                include(entries.values.bytes(), entries.offsets[id] + 4, entries.offsets[id + 1]);
            } else {
                include(entries.number(id));
            }
        }

        void include(long number) {
            smallest = any ? Math.min(smallest, number) : number;
            largest = any ? Math.max(largest, number) : number;
            any = true;
        }

        void include(byte[] bytes, int from, int to) {
            if (!any || Arrays.compareUnsigned(bytes, from, to, smallestText, 0, smallestText.length) < 0) {
                smallestText = Arrays.copyOfRange(bytes, from, to);
            }
            if (!any || Arrays.compareUnsigned(bytes, from, to, largestText, 0, largestText.length) > 0) {
                largestText = Arrays.copyOfRange(bytes, from, to);
            }
            any = true;
        }

        Statistics<?> statistics(ColumnDescriptor column, int nulls) {
            Statistics.Builder statistics = Statistics.getBuilderForReading(column.getPrimitiveType());
            if (any) {
                statistics.withMin(bytes(smallest, smallestText)).withMax(bytes(largest, largestText));
            }
            return statistics.withNumNulls(nulls).build();
        }

        private byte[] bytes(long number, byte[] text) {
            Bytes bytes = new Bytes(8);
            switch (physical) {
                case BINARY -> {
                    return text;
                }
                case BOOLEAN -> bytes.addByte((int) number);
                case INT32 -> bytes.addInt((int) number);
                default -> bytes.addLong(number);
            }
            return Arrays.copyOf(bytes.array(), bytes.length());
        }
    }

    /** Compresses pages, but for those that are handed on as they are. */
    static final class Compressor implements BytesInputCompressor {
        private final ZstdCompressor zstd;
        private @Nullable BytesInput ready;
        private byte[] nothing = new byte[0];

        Compressor(int level) {
            zstd = new ZstdCompressor(level);
        }

        /** The next page compressed is this. */
        void handOn(BytesInput compressed) {
            ready = compressed;
        }

        /** Stands for the content of a page that is handed on, of which only the size is asked. */
        BytesInput ofSize(int size) {
            if (nothing.length < size) {
                nothing = new byte[size];
            }
            return BytesInput.from(nothing, 0, size);
        }

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            BytesInput stored = ready;
            ready = null;
            return stored == null ? zstd.compress(bytes) : stored;
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {
            zstd.release();
        }
    }
}
