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
 * One row of a row group, or of some rows of it, for those who need few of them: each column is moved there when it is asked for. Rows are visited
 * in their order. For one thread.
 */
public final class GroupRow {
    private final Function<String, ColumnCursor> columns;
    private final Predicate<String> has;
    private final Map<String, Long> positions = new HashMap<>();
    private long row = -1;

    /** A row of a whole row group. */
    public GroupRow(RowGroupReader group) {
        this.columns = group::column;
        this.has = group::has;
    }

    /** A row among some, numbered from the first of them on. */
    public GroupRow(RowsReader rows) {
        this.columns = rows::column;
        this.has = rows::has;
    }

    /** @param next number of the row in its row group, from 0; never smaller than before */
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

    /** Whether the file has the column; those of earlier versions may lack one. */
    public boolean has(String column) {
        return has.test(column);
    }

    public boolean isList(String column) {
        return columns.apply(column).info().list();
    }

    /** Canonical text of the value; null where there is none. */
    public @Nullable String text(String column) {
        ColumnCursor cursor = at(column);
        return cursor.isNull() ? null : cursor.text();
    }

    /** Text of a column that has a value in every row. */
    public String required(String column) {
        return String.valueOf(text(column));
    }

    /** Canonical texts of a list, or the one text of a single value; empty where there is none. */
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

    /** Canonical texts of a list, null for items without value; of a single value, that one. */
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

    /** Days since the epoch; null where there is no day. */
    public @Nullable Integer epochDay(String column) {
        ColumnCursor cursor = at(column);
        return cursor.isNull() ? null : Math.toIntExact(cursor.whole());
    }

    public LocalDate day(String column) {
        return LocalDate.ofEpochDay(whole(column));
    }
}
