package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.BitPlanes;
import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridReader;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/** Decodes one column chunk, page by page, in batches of levels and values. Keeps one page in memory. */
final class ChunkPages {
    /** Entries per batch: small enough that a batch of a column stays in the first-level cache. */
    static final int BATCH = 1024;

    private final ColumnDescriptor column;
    private final PageStream pages;
    private final @Nullable PageDictionary dictionary;
    private final int definedLevel;
    private final int capacity;

    private @Nullable RleBitPackedHybridReader repetition;
    private @Nullable RleBitPackedHybridReader definition;
    private @Nullable ValueDecoder values;
    private int leftInPage;

    /** Number of values of the batch that are not decoded yet; 0 once they are. */
    private int encoded;

    /** Entries of the batch. */
    int count;

    /** Entries of the batch that have a value. */
    int present;

    private final BitPlanes repetitions;
    private final BitPlanes definitions;
    private final ValidEntries valid = new ValidEntries();
    final Values batch;

    ChunkPages(ColumnDescriptor column, PageStream pages) throws IOException {
        this(column, pages, BATCH);
    }

    /** @param capacity entries per batch, at most {@link #BATCH}; smaller for callers who read few rows */
    ChunkPages(ColumnDescriptor column, PageStream pages, int capacity) throws IOException {
        this.column = column;
        this.pages = pages;
        this.capacity = capacity;
        this.batch = new Values(capacity);
        this.definedLevel = column.getMaxDefinitionLevel();
        this.repetitions = new BitPlanes(width(column.getMaxRepetitionLevel()), capacity);
        this.definitions = new BitPlanes(width(definedLevel), capacity);
        PageStream.Dictionary page = pages.dictionary();
        this.dictionary = page == null ? null : PageDictionary.of(column.getPrimitiveType(), page);
    }

    @Nullable
    PageDictionary dictionary() {
        return dictionary;
    }

    /**
     * Reads the levels of the next batch; its values are decoded on demand. False at the end of the chunk. A batch
     * never spans two pages, so {@code batch.bytes} contains all its values.
     */
    boolean nextBatch() throws IOException {
        passValues();
        if (!openPage()) {
            count = 0;
            return false;
        }
        count = Math.min(leftInPage, capacity);
        leftInPage -= count;
        if (repetition != null) {
            repetition.read(repetitions, count);
        }
        present = definition == null ? count : readDefinitions(definition);
        encoded = present;
        return true;
    }

    private int readDefinitions(RleBitPackedHybridReader from) {
        from.read(definitions, count);
        requireNoneDeeper();
        return valid.set(definitions, definedLevel, count);
    }

    private void requireNoneDeeper() {
        for (int entry = 0; entry < count; entry += Long.SIZE) {
            if (definitions.atLeast(definedLevel + 1, entry >>> 6) != 0) {
                throw new DamagedFile("a level deeper than the schema");
            }
        }
    }

    /** Definition level of an entry. */
    int level(int entry) {
        return definition == null ? 0 : definitions.number(entry);
    }

    boolean hasValue(int entry) {
        return definition == null || valid.at(entry);
    }

    /** Index of an entry's value among the values of the batch, which are decoded without gaps. */
    int slot(int entry) {
        return definition == null ? entry : valid.rank(entry);
    }

    /** Bits of the entries that begin a row, for the entries starting at this one that share its word. */
    long begins(int entry) {
        int word = entry >>> 6;
        return ~repetitions.atLeast(1, word) & -1L << entry & BitPlanes.mask(count - (word << 6));
    }

    /** The first entry, starting at this one, that begins a row; {@link #count} if there is none. */
    int nextRow(int from) {
        int entry = from;
        while (entry < count) {
            long begins = begins(entry);
            if (begins != 0) {
                return (entry & -Long.SIZE) + Long.numberOfTrailingZeros(begins);
            }
            entry = (entry & -Long.SIZE) + Long.SIZE;
        }
        return count;
    }

    /** The first entry, starting at this one, whose level is at least this; {@link #count} if there is none. */
    int nextReaching(int level, int from) {
        if (definition == null) {
            return from;
        }
        long found = definitions.atLeast(level, from >>> 6) & -1L << from;
        int word = from & -Long.SIZE;
        while (found == 0 && (word += Long.SIZE) < count) {
            found = definitions.atLeast(level, word >>> 6);
        }
        return Math.min(count, word + Long.numberOfTrailingZeros(found));
    }

    /** The values of the batch, without gaps; see {@link #slot}. */
    Values values() {
        if (encoded > 0) {
            encoded = 0;
            decoder().decode(batch, present);
        }
        return batch;
    }

    /**
     * Skips entries after the current batch, which ends. Only for columns without repetition.
     *
     * @return how many were skipped, at most {@code entries}
     */
    long skip(long entries) throws IOException {
        passValues();
        count = 0;
        long left = entries;
        while (left > 0 && openPage()) {
            int some = (int) Math.min(left, leftInPage);
            int passed = definition == null ? some : definition.skipLevels(some, definedLevel);
            decoder().skip(batch, passed);
            leftInPage -= some;
            left -= some;
        }
        return entries - left;
    }

    private void passValues() {
        if (encoded > 0) {
            encoded = 0;
            decoder().skip(batch, present);
        }
    }

    private ValueDecoder decoder() {
        if (values == null) {
            throw new IllegalStateException("No page is open");
        }
        return values;
    }

    /** Opens the next page if the current one has no entries left; false at the end of the chunk. */
    private boolean openPage() throws IOException {
        while (leftInPage == 0) {
            PageStream.Page page = pages.next();
            if (page == null) {
                return false;
            }
            openPage(page);
        }
        return true;
    }

    private void openPage(PageStream.Page page) throws IOException {
        leftInPage = page.valueCount();
        repetition = levels(page.levels().repetitions(), column.getMaxRepetitionLevel());
        definition = levels(page.levels().definitions(), definedLevel);
        values = decoder(page.encoding(), page.values(), page.valueCount());
    }

    private static @Nullable RleBitPackedHybridReader levels(Slice runs, int maxLevel) {
        return maxLevel == 0
                ? null
                : new RleBitPackedHybridReader(runs.bytes(), runs.start(), runs.end(), width(maxLevel));
    }

    private static int width(int maxLevel) {
        return 32 - Integer.numberOfLeadingZeros(maxLevel);
    }

    private ValueDecoder decoder(Encoding encoding, Slice bytes, int valueCount) throws IOException {
        return switch (encoding) {
            case PLAIN -> PlainDecoders.of(column.getPrimitiveType(), bytes);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                if (dictionary == null) {
                    throw new DamagedFile("a page needs a dictionary, but there is none");
                }
                yield new DictionaryIds(bytes, dictionary.size());
            }
            case RLE -> RleBooleanDecoder.of(column.getPrimitiveType(), bytes);
            case DELTA_BINARY_PACKED, BYTE_STREAM_SPLIT ->
                bytes.length() == 0
                        ? PlainDecoders.of(column.getPrimitiveType(), bytes)
                        : new LibraryDecoder(column, encoding, bytes, valueCount);
            case DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY ->
                bytes.length() == 0
                        ? PlainDecoders.of(column.getPrimitiveType(), bytes)
                        : new DeltaBytesDecoder(deltaOfBytes(encoding), bytes, valueCount);
            case BIT_PACKED ->
                throw new UnsupportedFile("values encoded as BIT_PACKED are not read; write the file again");
        };
    }

    private Encoding deltaOfBytes(Encoding encoding) {
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY, FIXED_LEN_BYTE_ARRAY -> encoding;
            case BOOLEAN, INT32, INT64, INT96, FLOAT, DOUBLE -> throw new DamagedFile("numbers encoded as " + encoding);
        };
    }
}
