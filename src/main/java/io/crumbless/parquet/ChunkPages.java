package io.crumbless.parquet;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.jspecify.annotations.Nullable;

/** Decodes one column chunk, page after page, in batches of levels and values. Holds one page at a time. */
final class ChunkPages {
    /** Entries decoded at once: small enough that a batch of a column stays in the first-level cache. */
    static final int BATCH = 1024;

    private final ColumnDescriptor column;
    private final PageReader pages;
    private final @Nullable PageDictionary dictionary;
    private final int definedLevel;

    private @Nullable RunReader repetition;
    private @Nullable RunReader definition;
    private @Nullable ValueDecoder values;
    private int leftInPage;

    /** Entries decoded by the last call of {@link #nextBatch}, and their levels; zeros where the column has none. */
    int count;

    final int[] repetitions = new int[BATCH];
    final int[] definitions = new int[BATCH];
    final Values batch = new Values(BATCH);

    ChunkPages(ColumnDescriptor column, PageReader pages) throws IOException {
        this.column = column;
        this.pages = pages;
        this.definedLevel = column.getMaxDefinitionLevel();
        DictionaryPage page = pages.readDictionaryPage();
        this.dictionary = page == null ? null : PageDictionary.of(column.getPrimitiveType(), page);
    }

    @Nullable
    PageDictionary dictionary() {
        return dictionary;
    }

    /** False at the end of the chunk. A batch never spans two pages, so {@code batch.bytes} holds all its values. */
    boolean nextBatch() throws IOException {
        while (leftInPage == 0) {
            DataPage page = pages.readPage();
            if (page == null) {
                count = 0;
                return false;
            }
            openPage(page);
        }
        count = Math.min(leftInPage, BATCH);
        leftInPage -= count;
        if (repetition != null) {
            repetition.read(repetitions, count);
        }
        int present = definition == null ? count : readDefinitions(definition);
        if (values == null) {
            throw new IllegalStateException("No page is open");
        }
        values.decode(batch, present);
        if (present < count) {
            batch.spread(definitions, definedLevel, count, present);
        }
        return true;
    }

    private int readDefinitions(RunReader levels) {
        levels.read(definitions, count);
        int present = 0;
        for (int i = 0; i < count; i++) {
            if (definitions[i] == definedLevel) {
                present++;
            } else if (definitions[i] > definedLevel) {
                throw new DamagedFile("a level deeper than the schema");
            }
        }
        return present;
    }

    private void openPage(DataPage page) throws IOException {
        leftInPage = page.getValueCount();
        if (leftInPage < 0) {
            throw new DamagedFile("a page of fewer than no values");
        }
        if (page instanceof DataPageV1 first) {
            openFirst(first);
        } else if (page instanceof DataPageV2 second) {
            openSecond(second);
        }
    }

    private void openFirst(DataPageV1 page) throws IOException {
        Slice bytes = Slice.of(page.getBytes());
        int position = bytes.start();
        repetition = null;
        definition = null;
        if (column.getMaxRepetitionLevel() > 0) {
            requireRuns(page.getRlEncoding());
            int end = endOfLevels(bytes, position);
            repetition = new RunReader(bytes.bytes(), position + 4, end, width(column.getMaxRepetitionLevel()));
            position = end;
        }
        if (definedLevel > 0) {
            requireRuns(page.getDlEncoding());
            int end = endOfLevels(bytes, position);
            definition = new RunReader(bytes.bytes(), position + 4, end, width(definedLevel));
            position = end;
        }
        values = decoder(page.getValueEncoding(), bytes.from(position), page.getValueCount());
    }

    private void openSecond(DataPageV2 page) throws IOException {
        repetition = levels(page.getRepetitionLevels(), column.getMaxRepetitionLevel());
        definition = levels(page.getDefinitionLevels(), definedLevel);
        values = decoder(page.getDataEncoding(), Slice.of(page.getData()), page.getValueCount());
    }

    private static @Nullable RunReader levels(org.apache.parquet.bytes.BytesInput input, int maxLevel)
            throws IOException {
        if (maxLevel == 0) {
            return null;
        }
        Slice bytes = Slice.of(input);
        return new RunReader(bytes.bytes(), bytes.start(), bytes.end(), width(maxLevel));
    }

    private static int endOfLevels(Slice page, int position) {
        int length = position + 4 > page.end() ? -1 : LittleEndian.intAt(page.bytes(), position);
        if (length < 0 || length > page.end() - position - 4) {
            throw new DamagedFile("levels longer than their page");
        }
        return position + 4 + length;
    }

    private static void requireRuns(Encoding encoding) {
        if (encoding != Encoding.RLE) {
            throw new UnsupportedFile(
                    "levels encoded as " + encoding + " are not read; write the file again with a current writer");
        }
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
            case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, BYTE_STREAM_SPLIT, RLE ->
                bytes.length() == 0
                        ? PlainDecoders.of(column.getPrimitiveType(), bytes)
                        : new LibraryDecoder(column, encoding, bytes, valueCount);
            case BIT_PACKED ->
                throw new UnsupportedFile("values encoded as BIT_PACKED are not read; write the file again");
        };
    }
}
