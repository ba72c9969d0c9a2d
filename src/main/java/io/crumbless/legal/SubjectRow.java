package io.crumbless.legal;

import io.crumbless.parquet.ColumnCursor;
import io.crumbless.parquet.RowGroupReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a subject; each column is moved there when it is asked for. */
final class SubjectRow {
    private final RowGroupReader group;
    private final Map<String, Long> positions = new HashMap<>();
    private long row = -1;

    SubjectRow(RowGroupReader group) {
        this.group = group;
    }

    void moveTo(long next) {
        row = next;
    }

    private ColumnCursor at(String column) {
        ColumnCursor cursor = group.column(column);
        long from = positions.getOrDefault(column, -1L);
        if (from < row) {
            cursor.skip(row - from);
            positions.put(column, row);
        }
        return cursor;
    }

    /** Canonical text of the value; null where there is none. */
    @Nullable
    String text(String column) {
        ColumnCursor cursor = at(column);
        return cursor.isNull() ? null : cursor.text();
    }

    /** Text of a column that has a value in every row. */
    String required(String column) {
        return String.valueOf(text(column));
    }

    /** Canonical texts of a list, or the one text of a single value; empty where there is none. */
    List<String> texts(String column) {
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

    long whole(String column) {
        return at(column).whole();
    }

    long micros(String column) {
        return at(column).micros();
    }

    boolean flag(String column) {
        return at(column).whole() != 0;
    }

    /** Days since the epoch; null where there is no day. */
    @Nullable
    Integer epochDay(String column) {
        ColumnCursor cursor = at(column);
        return cursor.isNull() ? null : Math.toIntExact(cursor.whole());
    }

    LocalDate day(String column) {
        return LocalDate.ofEpochDay(whole(column));
    }
}
