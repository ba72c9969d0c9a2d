package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.BloomHashes;
import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.write.ColumnType.Base;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
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
 * <p>While rows are added it only collects values and their positions, and is not called for nulls; when the row group
 * ends, all its pages are encoded at once, in loops over one column. Levels, for a leaf in a struct of a list:
 *
 * <pre>
 * definition 0  the struct is null        repetition 0  first entry of a row
 *            1  the list is null                     1  a further item
 *            2  the list is empty
 *            3  an item
 * </pre>
 */
public final class LeafWriter {
    private final String path;
    private final Column column;
    private final ColumnDescriptor descriptor;
    private final PartSettings settings;
    private final int definedLevel;

    /** Rows in which the struct of the leaf is present; null for a leaf outside of structs. */
    private final @Nullable Validity struct;

    /** Levels shared with other leaves of the struct; null for a leaf outside of structs. */
    private final @Nullable StructLevels shared;

    /** Positions with a value or a list: rows or, within a struct, ordinals of its occurrences. */
    private final Validity present = new Validity();

    /** For a list column, the end of each list among the items. */
    private int[] itemEnds = new int[0];

    private final LevelWriter definitions;
    private final LevelWriter repetitions;

    private final ValueEncoder values;

    /** Levels of the current page. */
    private final Bytes pageLevels = new Bytes(64);

    private final Bytes pageValues = new Bytes(64);
    private final @Nullable BloomHashes bloom;

    /** @param struct rows in which the struct of the leaf is present; null if it is in none */
    public LeafWriter(
            String path, Column column, ColumnDescriptor descriptor, @Nullable Validity struct, PartSettings settings) {
        this(path, column, descriptor, struct, null, settings);
    }

    /**
     * @param struct rows in which the struct of the leaf is present; null if it is in none
     * @param shared levels that leaves of that struct share
     */
    LeafWriter(
            String path,
            Column column,
            ColumnDescriptor descriptor,
            @Nullable Validity struct,
            @Nullable StructLevels shared,
            PartSettings settings) {
        this.path = path;
        this.column = column;
        this.descriptor = descriptor;
        this.settings = settings;
        this.struct = struct;
        this.shared = shared;
        this.definedLevel = descriptor.getMaxDefinitionLevel();
        this.definitions = new LevelWriter(32 - Integer.numberOfLeadingZeros(definedLevel));
        this.repetitions = new LevelWriter(descriptor.getMaxRepetitionLevel());
        boolean hasBloom = settings.bloomFilters().contains(path);
        if (hasBloom && (column.type().base() != Base.TEXT || column.isList())) {
            throw new IllegalArgumentException("Cannot keep a bloom filter on '" + path + "': only on a text column");
        }
        this.bloom = hasBloom ? new BloomHashes() : null;
        boolean withDictionary = !hasBloom && column.repeats();
        this.values = switch (column.type().base()) {
            case TEXT -> new TextEncoder(withDictionary, bloom);
            case BOOLEAN -> new BooleanEncoder();
            case INT32, INT64, DECIMAL, DATE, TIMESTAMP_MICROS ->
                new NumberEncoder(column.type().is32Bits(), withDictionary);
        };
    }

    public String path() {
        return path;
    }

    public Column column() {
        return column;
    }

    ColumnDescriptor descriptor() {
        return descriptor;
    }

    /** Discards all values, and what was learned from earlier files. */
    void beginFile() {
        values.beginFile();
        present.clear();
        definitions.clear();
        repetitions.clear();
        if (bloom != null) {
            bloom.clear();
        }
    }

    /** Approximate memory of the chunk so far. */
    long bytes() {
        return values.bytes() + present.bytes();
    }

    private void startEntry(int place) {
        if (!present.add(place)) {
            throw new IllegalStateException("Column '" + path + "' is written twice in one row");
        }
        values.startEntry();
    }

    public void text(int place, String value) {
        TextEncoder texts = texts();
        startEntry(place);
        texts.add(value);
    }

    public void text(int place, byte[] bytes, int offset, int length) {
        TextEncoder texts = texts();
        startEntry(place);
        texts.add(bytes, offset, length);
    }

    public void flag(int place, boolean value) {
        if (!(values instanceof BooleanEncoder flags)) {
            throw wrongType(Base.BOOLEAN);
        }
        startEntry(place);
        flags.add(value);
    }

    public void number(int place, long value) {
        NumberEncoder numbers = numbers();
        startEntry(place);
        numbers.add(value);
    }

    /** Begins a list of {@code size} items; the items are added by the methods below. */
    public void list(int place, int size) {
        if (!column.isList()) {
            throw new IllegalStateException("Column '" + path + "' is no list");
        }
        startEntry(place);
        int lists = present.count();
        if (lists > itemEnds.length) {
            itemEnds = Arrays.copyOf(itemEnds, Math.max(64, 2 * lists));
        }
        itemEnds[lists - 1] = values.count() + size;
    }

    public void textItem(String value) {
        texts().add(value);
    }

    public void textItem(byte[] utf8) {
        texts().add(utf8, 0, utf8.length);
    }

    public void numberItem(long value) {
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

    /** Encodes the chunk of a row group with {@code rows} rows and begins the next one. */
    public void writeChunk(int rows, ColumnChunkPageWriteStore store, PageCompressor compressor) throws IOException {
        if (definedLevel == 0 && present.count() < rows) {
            throw new IllegalStateException("Column '" + path + "' is required but a row has no value for it");
        }
        values.seal();
        PageWriter pages = store.getPageWriter(descriptor);
        int entry = 0;
        int row = 0;
        while (row < rows) {
            int endEntry = pageEnd(entry);
            int endRow = endEntry == present.count() ? rows : rowOf(endEntry - 1) + 1;
            writePage(new Span(entry, endEntry, row, endRow), pages, compressor);
            entry = endEntry;
            row = endRow;
        }
        DictionaryPage dictionary = values.dictionary();
        if (dictionary != null) {
            pages.writeDictionaryPage(dictionary);
        }
        if (bloom != null) {
            store.getBloomFilterWriter(descriptor).writeBloomFilter(bloom.finish());
        }
        values.clear();
        present.clear();
    }

    /** The content of a page: entries and rows, ends exclusive. */
    private record Span(int fromEntry, int toEntry, int fromRow, int toRow) {}

    private int rowOf(int entry) {
        int place = present.place(entry);
        return struct == null ? place : struct.place(place);
    }

    /** A page ends after an entry; a single list may be larger than a page. */
    private int pageEnd(int entry) {
        if (!column.isList()) {
            return values.pageEnd(entry, settings.pageValues(), settings.pageBytes());
        }
        int from = firstValue(entry);
        int end = entry;
        int limit = values.pageEnd(from, settings.pageValues(), settings.pageBytes());
        while (end < present.count() && (itemEnds[end] <= limit || end == entry)) {
            end++;
        }
        return end;
    }

    private int firstValue(int entry) {
        if (!column.isList()) {
            return entry;
        }
        return entry == 0 ? 0 : itemEnds[entry - 1];
    }

    private void writePage(Span span, PageWriter pages, PageCompressor compressor) {
        int from = firstValue(span.fromEntry);
        int to = firstValue(span.toEntry);
        int levels = encodeLevels(span, to - from);
        Statistics<?> statistics = statistics(from, to, levels - (to - from));
        pageValues.clear();
        Encoding encoding = values.encode(from, to, pageValues);
        try {
            pages.writePage(
                    compressor.page(pageLevels, pageValues),
                    levels,
                    span.toRow - span.fromRow,
                    statistics,
                    null,
                    null,
                    Encoding.RLE,
                    Encoding.RLE,
                    encoding);
        } catch (IOException e) {
            // Pages are written to memory until their row group is complete.
            throw new UncheckedIOException(e);
        }
    }

    /** Encodes the levels of a page; returns their number. */
    private int encodeLevels(Span span, int values) {
        pageLevels.clear();
        StructLevels.Kind kind = kind();
        byte[] known = shared == null || kind == null ? null : shared.find(kind, span.fromRow, span.toRow);
        if (known != null) {
            pageLevels.add(known, 0, known.length);
            return span.toRow - span.fromRow;
        }
        addLevels(span);
        int levels = definedLevel == 0 ? values : definitions.count();
        if (column.isList()) {
            addLevels(pageLevels, repetitions);
        }
        if (definedLevel > 0) {
            addLevels(pageLevels, definitions);
        }
        definitions.clear();
        repetitions.clear();
        if (shared != null && kind != null) {
            shared.keep(kind, span.fromRow, span.toRow, pageLevels);
        }
        return levels;
    }

    /**
     * The kind of levels that the leaf can share; null if it has values in only some of its structs, or lists of
     * different lengths.
     */
    private StructLevels.@Nullable Kind kind() {
        boolean filled = struct != null && present.isDense() && present.count() == struct.count();
        if (struct == null || (present.count() > 0 && (!filled || column.isList()))) {
            return null;
        }
        return new StructLevels.Kind(definedLevel, present.count() > 0, column.isList());
    }

    private static void addLevels(Bytes page, LevelWriter levels) {
        int start = page.length();
        page.addInt(0);
        levels.addTo(page);
        page.putInt(start, page.length() - start - Integer.BYTES);
    }

    private void addLevels(Span span) {
        if (definedLevel == 0) {
            return;
        }
        if (struct == null) {
            addPlaces(span.fromEntry, span.toEntry, span.fromRow, span.toRow);
        } else {
            addStructs(struct, span);
        }
    }

    /** Levels of a leaf outside of structs: nulls are the gaps between entries. */
    private void addPlaces(int fromEntry, int toEntry, int fromRow, int toRow) {
        int row = fromRow;
        for (int entry = fromEntry; entry < toEntry; entry++) {
            int place = present.place(entry);
            addNulls(place - row, 0);
            addEntry(entry);
            row = place + 1;
        }
        addNulls(toRow - row, 0);
    }

    /** Levels of a leaf in a struct, which may itself be null in between. */
    private void addStructs(Validity structs, Span span) {
        int row = span.fromRow;
        int entry = span.fromEntry;
        int number = firstAtOrAfter(structs, span.fromRow);
        for (; number < structs.count() && structs.place(number) < span.toRow; number++) {
            int place = structs.place(number);
            addNulls(place - row, 0);
            if (entry < span.toEntry && present.place(entry) == number) {
                addEntry(entry++);
            } else {
                addNulls(1, 1);
            }
            row = place + 1;
        }
        addNulls(span.toRow - row, 0);
    }

    private static int firstAtOrAfter(Validity structs, int row) {
        int low = 0;
        int high = structs.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (structs.place(middle) < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void addNulls(int count, int level) {
        if (level == 0) {
            definitions.addZeros(count);
        } else {
            definitions.add(level);
        }
        repetitions.addZeros(count);
    }

    private void addEntry(int entry) {
        if (!column.isList()) {
            definitions.add(definedLevel);
            return;
        }
        int items = itemEnds[entry] - firstValue(entry);
        if (items == 0) {
            definitions.add(definedLevel - 1);
            repetitions.add(0);
        }
        for (int i = 0; i < items; i++) {
            definitions.add(definedLevel);
            repetitions.add(i == 0 ? 0 : 1);
        }
    }

    /**
     * Null for a column without statistics: a column index with only null counts would mean that all pages are null.
     */
    private @Nullable Statistics<?> statistics(int from, int to, int nulls) {
        if (!column.statistics()) {
            return null;
        }
        Statistics.Builder statistics = Statistics.getBuilderForReading(descriptor.getPrimitiveType());
        values.putBounds(from, to, statistics);
        return statistics.withNumNulls(nulls).build();
    }
}
