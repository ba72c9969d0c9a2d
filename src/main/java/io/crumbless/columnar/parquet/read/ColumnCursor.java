package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.MemoryLimit;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Walks one column of a row group, row by row.
 *
 * <p>{@link #next()} moves to the next row. Then, for a plain column, the methods below speak of the row's value. For a
 * list, {@link #isNull()} and {@link #listSize()} speak of the list until {@link #item(int)} chooses one of its items.
 * No method but {@link #text()} and {@link #unscaled()} makes an object. For one thread at a time.
 *
 * @see RowGroupReader#column(String)
 */
public final class ColumnCursor {
    /** More items than this in one row is a damaged level, not a list. */
    private static final int MOST_ITEMS = 1 << 20;

    private final Leaf leaf;
    private final ChunkPages pages;
    private final RowGroupPlace place;
    private final int definedLevel;
    private final ValueText form;
    private final long expectedRows;
    private final @Nullable PageDictionary dictionary;

    /** What the accessors look at: the batch itself, or the items gathered for the row of a list. */
    private final Values current;

    private final int[] levels;
    private int at = -1;
    private int limit;
    private long rows;

    // Lists only.
    private final @Nullable Items items;

    ColumnCursor(Leaf leaf, ChunkPages pages, RowGroupPlace place, long rows) {
        this.leaf = leaf;
        this.pages = pages;
        this.place = place;
        this.expectedRows = rows;
        this.dictionary = pages.dictionary();
        this.definedLevel = leaf.descriptor().getMaxDefinitionLevel();
        this.form =
                ValueText.of(leaf.descriptor().getPrimitiveType(), leaf.info().kind());
        this.items = leaf.isList() ? new Items() : null;
        this.current = items == null ? pages.batch : items.values;
        this.levels = pages.definitions;
    }

    public ColumnInfo info() {
        return leaf.info();
    }

    /**
     * Moves to the next row; false after the last.
     *
     * @throws ParquetInputException if the file is damaged here
     */
    public boolean next() {
        if (items == null && ++at < limit) {
            return true;
        }
        return items == null ? nextBatch() : nextList(items);
    }

    /**
     * Moves on by so many rows, as that many calls of {@link #next()}.
     *
     * @throws ParquetInputException if the file is damaged here, or there are fewer
     */
    public void skip(long count) {
        if (items != null) {
            if (count > 0) {
                skipLists(items, count - 1);
                requireRow(nextList(items));
            }
            return;
        }
        long inBatch = Math.min(count, Math.max(0, limit - 1 - at));
        at += (int) inBatch;
        if (count > inBatch) {
            passEntries(count - inBatch - 1);
            requireRow(nextBatch());
        }
    }

    /** Leaves the batch, and passes over so many rows behind it. */
    private void passEntries(long behind) {
        try {
            rows += limit;
            limit = 0;
            long passed = pages.skip(behind);
            rows += passed;
            requireRow(passed == behind);
        } catch (IOException | RuntimeException e) {
            throw place.failure(leaf.info().name(), e);
        }
    }

    private void skipLists(Items lists, long count) {
        try {
            for (long i = 0; i < count; i++) {
                requireRow(lists.pass());
                rows++;
            }
        } catch (IOException | RuntimeException e) {
            throw place.failure(leaf.info().name(), e);
        }
    }

    private void requireRow(boolean found) {
        if (!found) {
            throw place.failure(leaf.info().name(), new DamagedFile("it ends before its row group does"));
        }
    }

    private boolean nextBatch() {
        try {
            rows += limit;
            limit = 0;
            if (!pages.nextBatch()) {
                requireAllRows();
                return false;
            }
            pages.values();
            limit = pages.count;
            at = 0;
            return true;
        } catch (IOException | RuntimeException e) {
            throw place.failure(leaf.info().name(), e);
        }
    }

    private boolean nextList(Items list) {
        try {
            if (!list.gather()) {
                requireAllRows();
                return false;
            }
            rows++;
            at = -1;
            return true;
        } catch (IOException | RuntimeException e) {
            throw place.failure(leaf.info().name(), e);
        }
    }

    private void requireAllRows() {
        if (rows != expectedRows) {
            throw new DamagedFile("column '" + leaf.info().name() + "' has " + rows + " rows where the row group has "
                    + expectedRows);
        }
    }

    /** Whether the value is null; for a list, whether the list is, or the item that was chosen. */
    public boolean isNull() {
        if (items == null) {
            return definedLevel > 0 && levels[at] < definedLevel;
        }
        return at < 0 ? items.isNull : items.definitions[at] < definedLevel;
    }

    /** Whether the struct that holds this field is null, and not only the field; for a list of structs, of the item. */
    public boolean isStructNull() {
        int level = items == null ? levels[at] : at < 0 ? items.listLevel : items.definitions[at];
        return leaf.structLevel() > 0 && definedLevel > 0 && level < leaf.structLevel();
    }

    /** Number of items in the row; 0 for a list that is null or empty. Only for lists. */
    public int listSize() {
        return items().size;
    }

    /** Chooses an item of the row's list, counted from 0. */
    public void item(int index) {
        at = Objects.checkIndex(index, items().size);
    }

    private Items items() {
        if (items == null) {
            throw new IllegalStateException("Column '" + leaf.info().name() + "' is no list");
        }
        return items;
    }

    /** The id of the value in the dictionary of this row group, or -1 if it is not dictionary coded. */
    public int dictionaryId() {
        return current.ids[at];
    }

    /** Number of ids in the dictionary of this row group; 0 without one. Values need not be dictionary coded all. */
    public int dictionarySize() {
        return dictionary == null ? 0 : dictionary.size();
    }

    /**
     * The value as canonical text; made once per dictionary entry.
     *
     * <p>Integers and decimals in plain digits, dates and timestamps in ISO 8601 (a timestamp ends in {@code Z} if it
     * is an instant, and in nothing if it is local), booleans as {@code true} and {@code false}, fractions in their
     * shortest digits without exponent. Null if the stored bytes have no text: invalid UTF-8, an instant no calendar
     * has.
     */
    public @Nullable String text() {
        int id = current.ids[at];
        return id >= 0 && dictionary != null ? dictionary.text(id, form) : form.of(current, at);
    }

    /** Text of a dictionary entry, whether or not a row holds it. */
    public @Nullable String dictionaryText(int id) {
        return dictionary().text(id, form);
    }

    private PageDictionary dictionary() {
        if (dictionary == null) {
            throw new IllegalStateException("Column '" + leaf.info().name() + "' has no dictionary here");
        }
        return dictionary;
    }

    /**
     * The stored number: the integer, the unscaled decimal, 0 or 1, days since the epoch, the timestamp in its own
     * unit, the bits of a fraction. Only for values stored as INT32, INT64, BOOLEAN, FLOAT or DOUBLE.
     */
    public long whole() {
        int id = current.ids[at];
        return id >= 0 ? dictionary().values.numbers[id] : current.numbers[at];
    }

    /** Whether the column holds moments, and not times of an unknown zone; see {@link #micros()}. */
    public boolean isInstant() {
        return leaf.descriptor().getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64
                && leaf.descriptor().getPrimitiveType().getLogicalTypeAnnotation()
                        instanceof TimestampLogicalTypeAnnotation timestamp
                && timestamp.isAdjustedToUTC();
    }

    /** A {@link ColumnKind#TIMESTAMP} in microseconds since the epoch (of a local one, as if it were UTC), rounded down. */
    public long micros() {
        PrimitiveType type = leaf.descriptor().getPrimitiveType();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            Values values = source();
            int i = index();
            if (!ValueText.Int96.isMoment(values, i)) {
                return Long.MAX_VALUE;
            }
            return ValueText.Int96.seconds(values, i) * 1_000_000 + ValueText.Int96.nanoOfSecond(values, i) / 1_000;
        }
        long nanos = ValueText.nanosIn(((TimestampLogicalTypeAnnotation) logical).getUnit());
        return nanos >= 1_000 ? saturated(whole(), nanos / 1_000) : Math.floorDiv(whole(), 1_000);
    }

    private static long saturated(long value, long factor) {
        long product = value * factor;
        return product / factor == value ? product : value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** A {@link ColumnKind#FRACTION}. */
    public double fraction() {
        return leaf.descriptor().getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FLOAT
                ? Float.intBitsToFloat((int) whole())
                : Double.longBitsToDouble(whole());
    }

    /** A {@link ColumnKind#DECIMAL} of any size, without its scale. */
    public BigInteger unscaled() {
        return switch (leaf.descriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case INT32, INT64 -> BigInteger.valueOf(whole());
            default -> ValueText.unscaled(source(), index());
        };
    }

    /** Array that holds the bytes of a {@link ColumnKind#TEXT}, valid until the next call of {@link #next()}. */
    public byte[] bytesArray() {
        return source().bytes;
    }

    public int bytesOffset() {
        return source().starts[index()];
    }

    public int bytesLength() {
        Values values = source();
        int i = index();
        return values.ends[i] - values.starts[i];
    }

    private Values source() {
        return current.ids[at] >= 0 ? dictionary().values : current;
    }

    private int index() {
        int id = current.ids[at];
        return id >= 0 ? id : at;
    }

    /** Gathers the entries of one row; rows may go across batches and pages. */
    private final class Items {
        final Values values = new Values(64);
        int[] definitions = new int[64];
        int size;
        boolean isNull;
        int listLevel;

        private int entry;
        private int used;

        boolean gather() throws IOException {
            size = 0;
            used = 0;
            if (entry >= pages.count && !refill()) {
                return false;
            }
            if (pages.repetitions[entry] != 0) {
                throw new DamagedFile("a list that begins in the middle");
            }
            int level = pages.definitions[entry];
            listLevel = level;
            isNull = level < leaf.repeatedLevel() - 1;
            do {
                if (pages.definitions[entry] >= leaf.repeatedLevel()) {
                    add(entry);
                }
                entry++;
            } while ((entry < pages.count || refill()) && pages.repetitions[entry] != 0);
            return true;
        }

        /** Passes over the entries of one row. */
        boolean pass() throws IOException {
            if (entry >= pages.count && !refill()) {
                return false;
            }
            do {
                entry++;
            } while ((entry < pages.count || refill()) && pages.repetitions[entry] != 0);
            return true;
        }

        private boolean refill() throws IOException {
            entry = 0;
            return pages.nextBatch();
        }

        private void add(int from) {
            if (size == values.capacity()) {
                if (size >= MOST_ITEMS) {
                    throw new DamagedFile("a list of more than " + MOST_ITEMS + " items");
                }
                values.grow(2 * size);
                definitions = Arrays.copyOf(definitions, 2 * size);
            }
            int level = pages.definitions[from];
            definitions[size] = level;
            values.ids[size] = -1;
            if (level == definedLevel) {
                Values batch = pages.values();
                values.ids[size] = batch.ids[from];
                values.numbers[size] = batch.numbers[from];
                if (isBytes() && batch.ids[from] < 0) {
                    copyBytes(batch, from);
                }
            }
            size++;
        }

        private boolean isBytes() {
            return switch (leaf.descriptor().getPrimitiveType().getPrimitiveTypeName()) {
                case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> true;
                case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> false;
            };
        }

        private void copyBytes(Values batch, int from) {
            int length = batch.ends[from] - batch.starts[from];
            if (values.bytes.length - used < length) {
                long needed = (long) used + length;
                MemoryLimit.require(needed, "a list of " + needed + " bytes");
                values.bytes = Arrays.copyOf(values.bytes, (int)
                        Math.max(needed, Math.min(2L * values.bytes.length + 256, MemoryLimit.BYTES)));
            }
            System.arraycopy(batch.bytes, batch.starts[from], values.bytes, used, length);
            values.starts[size] = used;
            used += length;
            values.ends[size] = used;
        }
    }
}
