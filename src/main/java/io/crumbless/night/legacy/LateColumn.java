package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.kernel.declaration.IsoTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column needed only by provided values. It is decoded lazily, up to the row that asks for it, and not at all in a
 * row group in which every value is stripped. Not thread-safe.
 */
final class LateColumn {
    private final @Nullable ColumnCursor cursor;
    private final boolean ofItems;
    private final @Nullable String otherwise;
    private int row = -1;

    /**
     * @param ofItems whether the column is a field of the list's items rather than of the row
     * @param otherwise the value of every row where the file has no such column
     */
    LateColumn(@Nullable ColumnCursor cursor, boolean ofItems, @Nullable String otherwise) {
        this.cursor = cursor;
        this.ofItems = ofItems;
        this.otherwise = otherwise;
    }

    private @Nullable ColumnCursor at(int wantedRow, int item) {
        ColumnCursor c = cursor;
        if (c == null) {
            return null;
        }
        while (row < wantedRow) {
            c.next();
            row++;
        }
        if (ofItems) {
            c.item(item);
        }
        return c.isNull() ? null : c;
    }

    /** The value as text; null if there is none. */
    @Nullable
    String text(int wantedRow, int item) {
        if (cursor == null) {
            return otherwise;
        }
        ColumnCursor c = at(wantedRow, item);
        return c == null ? null : DeliveredText.of(ofItems ? c.text() : text(c));
    }

    /**
     * The text of a row's value, which must not be null; a list becomes a JSON array of strings. Null if the bytes are
     * not text.
     */
    static @Nullable String text(ColumnCursor c) {
        if (!c.info().list()) {
            return c.text();
        }
        List<JsonValue> items = new ArrayList<>();
        for (int i = 0; i < c.listSize(); i++) {
            c.item(i);
            String text = c.isNull() ? null : c.text();
            items.add(text == null ? new JsonValue.Null() : new JsonValue.Scalar(text));
        }
        return new JsonValue.Items(items).text();
    }

    /** The time in microseconds, or the reason why there is none; see {@link LegacyTimes}. */
    long micros(int wantedRow, int item, LegacyTimes times) {
        if (cursor == null) {
            return times.micros(otherwise);
        }
        ColumnCursor c = at(wantedRow, item);
        if (c == null) {
            return LegacyTimes.MISSING;
        }
        if (c.isInstant() && IsoTime.isPlausible(c.micros())) {
            return c.micros();
        }
        String text = c.text();
        return ParquetColumns.isTime(c.info())
                ? times.isoMicros(text)
                : text == null ? LegacyTimes.INVALID : times.micros(text);
    }
}
