package io.crumbless.columnar.parquet.read;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A row of a row group, or of some of its rows, for callers who read few of them: each column is moved to the row on
 * demand. Rows are visited in order. Not thread-safe.
 */
public final class GroupRow {
    private final Function<String, ColumnCursor> columns;
    private final Predicate<String> has;
    private final Map<String, Long> positions = new HashMap<>();
    private long row = -1;

    /** Visits rows of an entire row group. */
    public GroupRow(RowGroupReader group) {
        this.columns = group::column;
        this.has = group::has;
    }

    /** Visits rows of a part, numbered from the first of them. */
    public GroupRow(RowsReader rows) {
        this.columns = rows::column;
        this.has = rows::has;
    }

    /** @param next index of the row in its row group, from 0; never smaller than before */
    public void moveTo(long next) {
        row = next;
    }

    private ColumnCursor at(String column) {
        ColumnCursor cursor = columns.apply(column);
        long from = positions.getOrDefault(column, -1L);
        if (from < row) {
            cursor.skip(row - from);
            positions.put(column, row);
        }
        return cursor;
    }

    /** Whether the file has the column; files of earlier versions may lack some. */
    public boolean has(String column) {
        return has.test(column);
    }

    public boolean isList(String column) {
        return columns.apply(column).info().list();
    }

    /** Canonical text of the value; null if there is none. */
    public @Nullable String text(String column) {
        ColumnCursor cursor = at(column);
        return cursor.isNull() ? null : cursor.text();
    }

    /** Text of a column that has a value in every row. */
    public String required(String column) {
        return String.valueOf(text(column));
    }

    /** Canonical texts of a list, or the text of a single value; empty if there is none. */
    public List<String> texts(String column) {
        ColumnCursor cursor = at(column);
        List<String> texts = new ArrayList<>();
        if (!cursor.info().list()) {
            if (!cursor.isNull()) {
                texts.add(String.valueOf(cursor.text()));
            }
            return texts;
        }
        int size = cursor.listSize();
        for (int i = 0; i < size; i++) {
            cursor.item(i);
            texts.add(String.valueOf(cursor.text()));
        }
        return texts;
    }

    /** Canonical texts of a list, null for items without value; for a single value, that one. */
    public List<@Nullable String> items(String column) {
        ColumnCursor cursor = at(column);
        List<@Nullable String> items = new ArrayList<>();
        if (!cursor.info().list()) {
            items.add(cursor.isNull() ? null : cursor.text());
            return items;
        }
        int size = cursor.listSize();
        for (int i = 0; i < size; i++) {
            cursor.item(i);
            items.add(cursor.isNull() ? null : cursor.text());
        }
        return items;
    }

    public long whole(String column) {
        return at(column).whole();
    }

    public long micros(String column) {
        return at(column).micros();
    }

    public boolean flag(String column) {
        return at(column).whole() != 0;
    }

    /** Days since the epoch; null if there is no date. */
    public @Nullable Integer epochDay(String column) {
        ColumnCursor cursor = at(column);
        return cursor.isNull() ? null : Math.toIntExact(cursor.whole());
    }

    public LocalDate day(String column) {
        return LocalDate.ofEpochDay(whole(column));
    }
}
