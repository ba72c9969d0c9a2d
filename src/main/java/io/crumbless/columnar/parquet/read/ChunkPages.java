package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridReader;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/** Decodes one column chunk, page after page, in batches of levels and values. Holds one page at a time. */
final class ChunkPages {
    /** Entries decoded at once: small enough that a batch of a column stays in the first-level cache. */
    static final int BATCH = 1024;

    private final ColumnDescriptor column;
    private final PageStream pages;
    private final @Nullable PageDictionary dictionary;
    private final int definedLevel;

    private @Nullable RleBitPackedHybridReader repetition;
    private @Nullable RleBitPackedHybridReader definition;
    private @Nullable ValueDecoder values;
    private int leftInPage;

    /** Values of the batch that are still encoded; 0 once they are decoded. */
    private int encoded;

    /** Entries of the batch, and their levels; zeros where the column has none. */
    int count;

    final int[] repetitions = new int[BATCH];
    final int[] definitions = new int[BATCH];
    final Values batch = new Values(BATCH);

    ChunkPages(ColumnDescriptor column, PageStream pages) throws IOException {
        this.column = column;
        this.pages = pages;
        this.definedLevel = column.getMaxDefinitionLevel();
        PageStream.Dictionary page = pages.dictionary();
        this.dictionary = page == null ? null : PageDictionary.of(column.getPrimitiveType(), page);
    }

    @Nullable
    PageDictionary dictionary() {
        return dictionary;
    }

    /**
     * Reads the levels of the next batch; its values when they are asked for. False at the end of the chunk. A batch never
     * spans two pages, so {@code batch.bytes} holds all its values.
     */
    boolean nextBatch() throws IOException {
        passValues();
        if (!openPage()) {
            count = 0;
            return false;
        }
        count = Math.min(leftInPage, BATCH);
        leftInPage -= count;
        if (repetition != null) {
            repetition.read(repetitions, count);
        }
        if (definition == null) {
            encoded = count;
        } else {
            definition.read(definitions, count);
            encoded = RleBitPackedHybridReader.countOf(definedLevel, definitions, count);
        }
        return true;
    }

    /** The values of the batch, each in the place of its entry. */
    Values values() {
        if (encoded > 0) {
            int present = encoded;
            encoded = 0;
            decoder().decode(batch, present);
            if (present < count) {
                batch.spread(definitions, definedLevel, count, present);
            }
        }
        return batch;
    }

    /**
     * Passes over entries behind the batch, which is over with it. Only for a column without repetition.
     *
     * @return how many there were, up to {@code entries}
     */
    long skip(long entries) throws IOException {
        passValues();
        count = 0;
        long left = entries;
        while (left > 0 && openPage()) {
            int some = (int) Math.min(left, leftInPage);
            int present = definition == null ? some : definition.skipLevels(some, definedLevel);
            decoder().skip(batch, present);
            leftInPage -= some;
            left -= some;
        }
        return entries - left;
    }

    private void passValues() {
        if (encoded > 0) {
            int present = encoded;
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

    /** Sees to it that there is an entry left in the open page; false at the end of the chunk. */
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
                    throw new DamagedFile("a page that needs a dictionary where there is none");
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
