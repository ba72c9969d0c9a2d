package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Objects;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Scans one column of a row group, row by row.
 *
 * <p>{@link #next()} moves to the next row. Then, for a plain column, the accessors refer to the row's value. For a
 * list, {@link #isNull()} and {@link #listSize()} refer to the list until {@link #item(int)} selects one of its items.
 * Only {@link #text()} and {@link #unscaled()} allocate. Not thread-safe.
 *
 * @see RowGroupReader#column(String)
 */
public final class ColumnCursor {
    private final Leaf leaf;
    private final ChunkPages pages;
    private final RowGroupPlace place;
    private final int definedLevel;
    private final ValueText form;
    private final long expectedRows;
    private final @Nullable PageDictionary dictionary;

    /** The values read by the accessors: the batch itself, or the items collected for the list of the row. */
    private final Values current;

    /** Nanoseconds per unit of a timestamp; 0 for INT96 and other types. */
    private final long nanosPerUnit;

    private int at = -1;
    private int limit;

    /** Whether every entry has a value, so that indexes of entries and values are equal. */
    private boolean dense = true;

    private long rows;

    // Lists only.
    private final @Nullable RowItems items;

    ColumnCursor(Leaf leaf, ChunkPages pages, RowGroupPlace place, long rows) {
        this.leaf = leaf;
        this.pages = pages;
        this.place = place;
        this.expectedRows = rows;
        this.dictionary = pages.dictionary();
        this.definedLevel = leaf.descriptor().getMaxDefinitionLevel();
        this.form =
                ValueText.of(leaf.descriptor().getPrimitiveType(), leaf.info().kind());
        this.items = leaf.isList() ? new RowItems(leaf, pages) : null;
        this.current = items == null ? pages.batch : items.values;
        this.nanosPerUnit = nanosPerUnit(leaf.descriptor().getPrimitiveType());
    }

    private static long nanosPerUnit(PrimitiveType type) {
        return type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
                ? ValueText.nanosIn(timestamp.getUnit())
                : 0;
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
     * Skips rows, like so many calls of {@link #next()}.
     *
     * @throws ParquetInputException if the file is damaged here, or has fewer rows
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

    /**
     * Moves to the next row for which {@link #isNull()} is false, or past the last one.
     *
     * @return the number of rows moved; 0 if none is left
     * @throws ParquetInputException if the file is damaged here
     */
    public long toNextValue() {
        return toNext(items == null ? definedLevel : leaf.repeatedLevel() - 1);
    }

    /** As {@link #toNextValue()}, for {@link #isStructNull()}. */
    public long toNextStruct() {
        return toNext(leaf.structLevel());
    }

    private long toNext(int level) {
        long moved = 0;
        while (next()) {
            moved++;
            if (items == null) {
                int found = pages.nextReaching(level, at);
                moved += Math.min(found, limit - 1) - at;
                at = Math.min(found, limit - 1);
                if (found < limit) {
                    return moved;
                }
            } else if (items.listLevel >= level) {
                return moved;
            }
        }
        return 0;
    }

    /** Leaves the batch, and skips so many entries after it. */
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

    private void skipLists(RowItems lists, long count) {
        try {
            requireRow(lists.pass(count));
            rows += count;
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
            dense = pages.present == limit;
            at = 0;
            return true;
        } catch (IOException | RuntimeException e) {
            throw place.failure(leaf.info().name(), e);
        }
    }

    private boolean nextList(RowItems list) {
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

    /** Whether the value is null; for a list, whether the list or the selected item is. */
    public boolean isNull() {
        if (items == null) {
            return !dense && !pages.hasValue(at);
        }
        return at < 0 ? items.isNull : items.definitions[at] < definedLevel;
    }

    /**
     * Whether the struct that contains this field is null, and not only the field; for a list of structs, of the item.
     */
    public boolean isStructNull() {
        if (items == null) {
            return !dense && pages.level(at) < leaf.structLevel();
        }
        return (at < 0 ? items.listLevel : items.definitions[at]) < leaf.structLevel();
    }

    /** Number of items in the row; 0 for a null or empty list. Only for lists. */
    public int listSize() {
        return items().size;
    }

    /** Selects an item of the row's list, counted from 0. */
    public void item(int index) {
        at = Objects.checkIndex(index, items().size);
    }

    private RowItems items() {
        if (items == null) {
            throw new IllegalStateException("Column '" + leaf.info().name() + "' is no list");
        }
        return items;
    }

    /** The id of the value in the dictionary of this row group, or -1 if it is not dictionary encoded. */
    public int dictionaryId() {
        return current.ids[slot()];
    }

    /** Index of the entry's value among the decoded ones. */
    private int slot() {
        return dense ? at : pages.slot(at);
    }

    /**
     * Number of ids in the dictionary of this row group; 0 if there is none. Not all values need be dictionary encoded.
     */
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
        int slot = slot();
        int id = current.ids[slot];
        return id >= 0 && dictionary != null ? dictionary.text(id, form) : form.of(current, slot);
    }

    /** Text of a dictionary entry, whether or not a row contains it. */
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
        int slot = slot();
        int id = current.ids[slot];
        return id >= 0 ? dictionary().values.numbers[id] : current.numbers[slot];
    }

    /** Whether the timestamps are instants rather than local times; see {@link #micros()}. */
    public boolean isInstant() {
        return leaf.descriptor().getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64
                && leaf.descriptor().getPrimitiveType().getLogicalTypeAnnotation()
                        instanceof TimestampLogicalTypeAnnotation timestamp
                && timestamp.isAdjustedToUTC();
    }

    /** A {@link ColumnKind#TIMESTAMP} in microseconds since the epoch (of a local one, as if it were UTC), rounded down. */
    public long micros() {
        if (nanosPerUnit == 0) {
            return microsOfInt96();
        }
        return nanosPerUnit >= 1_000 ? saturated(whole(), nanosPerUnit / 1_000) : Math.floorDiv(whole(), 1_000);
    }

    private long microsOfInt96() {
        Values values = source();
        int i = index();
        if (!ValueText.Int96.isMoment(values, i)) {
            return Long.MAX_VALUE;
        }
        return ValueText.Int96.seconds(values, i) * 1_000_000 + ValueText.Int96.nanoOfSecond(values, i) / 1_000;
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

    /** The unscaled value of a {@link ColumnKind#DECIMAL} of any size. */
    public BigInteger unscaled() {
        return switch (leaf.descriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case INT32, INT64 -> BigInteger.valueOf(whole());
            default -> ValueText.unscaled(source(), index());
        };
    }

    /** The array with the bytes of a {@link ColumnKind#TEXT}, valid until the next call of {@link #next()}. */
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
        return current.ids[slot()] >= 0 ? dictionary().values : current;
    }

    private int index() {
        int slot = slot();
        int id = current.ids[slot];
        return id >= 0 ? id : slot;
    }
}
