package io.crumbless.parquet;

import io.crumbless.parquet.ColumnType.Base;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.jspecify.annotations.Nullable;

/**
 * Writes one leaf of a part file, row group after row group.
 *
 * <p>It remembers the row it has reached and is told nothing of rows in which it is null; they are written as one run
 * before the next value. Levels, for a leaf in a struct of a list:
 *
 * <pre>
 * definition 0  the struct is null        repetition 0  first entry of a row
 *            1  the list is null                     1  a further item
 *            2  the list is empty
 *            3  an item
 * </pre>
 */
final class LeafWriter {
    private final String path;
    private final Column column;
    private final ColumnDescriptor descriptor;
    private final PartSettings settings;
    private final int definedLevel;

    /** Level of a null inside a struct that is there; 0 outside structs, where it is level 0 too. */
    private final int nullLevel;

    private final LevelWriter definitions;
    private final LevelWriter repetitions;
    private final boolean repeated;

    private final ValueEncoder values;
    private final @Nullable BloomHashes bloom;

    private @Nullable PageWriter pages;

    /** Rows of the row group written so far; the next to be written. */
    private int reached;

    private int pageStart;
    private int entries;
    private int nulls;

    LeafWriter(String path, Column column, ColumnDescriptor descriptor, boolean inStruct, PartSettings settings) {
        this.path = path;
        this.column = column;
        this.descriptor = descriptor;
        this.settings = settings;
        this.definedLevel = descriptor.getMaxDefinitionLevel();
        this.nullLevel = inStruct ? 1 : 0;
        this.definitions = new LevelWriter(32 - Integer.numberOfLeadingZeros(definedLevel));
        this.repetitions = new LevelWriter(descriptor.getMaxRepetitionLevel());
        this.repeated = descriptor.getMaxRepetitionLevel() > 0;
        boolean hasBloom = settings.bloomFilters().contains(path);
        if (hasBloom && (column.type().base() != Base.TEXT || column.isList())) {
            throw new IllegalArgumentException("Cannot keep a bloom filter on '" + path + "': only on a text column");
        }
        this.bloom = hasBloom ? new BloomHashes() : null;
        boolean withDictionary = !hasBloom && !settings.withoutDictionary().contains(path);
        this.values = switch (column.type().base()) {
            case TEXT -> new TextEncoder(withDictionary, bloom);
            case BOOLEAN -> new BooleanEncoder();
            case INT32, INT64, DECIMAL, DATE, TIMESTAMP_MICROS ->
                new NumberEncoder(column.type().is32Bits(), withDictionary);
        };
        startPage();
    }

    String path() {
        return path;
    }

    Column column() {
        return column;
    }

    ColumnDescriptor descriptor() {
        return descriptor;
    }

    boolean isInStruct() {
        return nullLevel > 0;
    }

    void startChunk(PageWriter writer) {
        pages = writer;
        reached = 0;
        pageStart = 0;
    }

    int reached() {
        return reached;
    }

    /** Encoded bytes of the chunk so far, roughly for the open page. */
    long bytes() {
        return (pages == null ? 0 : pages.getMemSize()) + values.pageBytes();
    }

    /** Begins an entry in {@code row}, with nulls in the rows between. */
    private void startValue(int row, int level) {
        startRow(row);
        entry(0, level);
        reached = row + 1;
    }

    private void startRow(int row) {
        if (row < reached) {
            throw new IllegalStateException("Column '" + path + "' is written twice in one row");
        }
        if (values.count() >= settings.pageValues()
                || values.pageBytes() >= settings.pageBytes()
                || values.isDictionaryFull()) {
            finishPage();
        }
        int missing = row - reached;
        if (missing > 0) {
            if (definedLevel == 0) {
                throw new IllegalStateException("Column '" + path + "' is required but a row has no value for it");
            }
            definitions.addZeros(missing);
            if (repeated) {
                repetitions.addZeros(missing);
            }
            entries += missing;
            nulls += missing;
            reached = row;
        }
    }

    private void entry(int repetition, int level) {
        if (definedLevel > 0) {
            definitions.add(level);
        }
        if (repeated) {
            repetitions.add(repetition);
        }
        entries++;
    }

    /** Null in {@code row}, in a struct that is not. */
    void nullInStruct(int row) {
        startValue(row, nullLevel);
        nulls++;
    }

    void text(int row, String value) {
        startValue(row, definedLevel);
        texts().add(value);
    }

    void text(int row, byte[] bytes, int offset, int length) {
        startValue(row, definedLevel);
        texts().add(bytes, offset, length);
    }

    void flag(int row, boolean value) {
        if (!(values instanceof BooleanEncoder flags)) {
            throw wrongType(Base.BOOLEAN);
        }
        startValue(row, definedLevel);
        flags.add(value);
    }

    void number(int row, long value) {
        NumberEncoder numbers = numbers();
        startValue(row, definedLevel);
        numbers.add(value);
    }

    /** Begins a list of {@code size} items in {@code row}; the items follow by the methods below. */
    void list(int row, int size) {
        if (!column.isList()) {
            throw new IllegalStateException("Column '" + path + "' is no list");
        }
        if (size == 0) {
            startValue(row, definedLevel - 1);
            nulls++;
        } else {
            startRow(row);
        }
        reached = row + 1;
    }

    void textItem(int index, String value) {
        entry(index == 0 ? 0 : 1, definedLevel);
        texts().add(value);
    }

    void textItem(int index, byte[] utf8) {
        entry(index == 0 ? 0 : 1, definedLevel);
        texts().add(utf8, 0, utf8.length);
    }

    void numberItem(int index, long value) {
        entry(index == 0 ? 0 : 1, definedLevel);
        numbers().add(value);
    }

    private TextEncoder texts() {
        if (!(values instanceof TextEncoder texts)) {
            throw wrongType(Base.TEXT);
        }
        return texts;
    }

    private NumberEncoder numbers() {
        if (!(values instanceof NumberEncoder numbers)) {
            throw wrongType(Base.INT64);
        }
        return numbers;
    }

    IllegalStateException wrongType(Base wanted) {
        return new IllegalStateException(
                "Column '" + path + "' is of type " + column.type().base() + ", not " + wanted);
    }

    /** Fills up with nulls to {@code rows} and hands over what is left. */
    void finishChunk(int rows, ColumnChunkPageWriteStore store) throws IOException {
        startRow(rows);
        if (entries > 0) {
            finishPage();
        }
        DictionaryPage dictionary = values.finishChunk();
        if (dictionary != null && pages != null) {
            pages.writeDictionaryPage(dictionary);
        }
        if (bloom != null) {
            store.getBloomFilterWriter(descriptor).writeBloomFilter(bloom.finish());
        }
        pages = null;
    }

    private void finishPage() {
        if (pages == null) {
            throw new IllegalStateException("No row group is open");
        }
        Bytes page = new Bytes(64 + entries / 4 + values.pageBytes());
        if (repeated) {
            addLevels(page, repetitions);
        }
        if (definedLevel > 0) {
            addLevels(page, definitions);
        }
        Statistics<?> statistics = statistics();
        RunWriter ids = new RunWriter(page);
        Encoding encoding = values.finishPage(page, ids);
        try {
            pages.writePage(
                    BytesInput.from(page.array(), 0, page.length()),
                    entries,
                    reached - pageStart,
                    statistics,
                    null,
                    null,
                    Encoding.RLE,
                    Encoding.RLE,
                    encoding);
        } catch (IOException e) {
            // Pages go to memory until their row group is complete.
            throw new UncheckedIOException(e);
        }
        startPage();
    }

    static void addLevels(Bytes page, LevelWriter levels) {
        int start = page.length();
        page.addInt(0);
        levels.addTo(page);
        page.putInt(start, page.length() - start - 4);
    }

    private void startPage() {
        definitions.clear();
        repetitions.clear();
        pageStart = reached;
        entries = 0;
        nulls = 0;
    }

    /** None at all for a column without: a page index of nothing but null counts would say its pages are all null. */
    private @Nullable Statistics<?> statistics() {
        if (!column.statistics()) {
            return null;
        }
        Statistics.Builder statistics = Statistics.getBuilderForReading(descriptor.getPrimitiveType());
        values.putBounds(statistics);
        return statistics.withNumNulls(nulls).build();
    }
}
