package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** One column of a {@link Walk}, which is moved to the current row only when it is read. */
final class AuditedColumn {
    private static final int UNSEEN = 0;
    private static final int SHIFT = 8;

    private final String column;
    private final @Nullable ToIntFunction<String> codes;
    private @Nullable ColumnCursor cursor;
    private int[] known = new int[0];
    private long at;

    AuditedColumn(String column, @Nullable ToIntFunction<String> codes) {
        this.column = column;
        this.codes = codes;
    }

    String column() {
        return column;
    }

    /** Opens the column for a file that lacks it, as files of earlier versions may. */
    void openAbsent() {
        cursor = null;
    }

    /** Whether the open file has the column. */
    boolean isThere() {
        return cursor != null;
    }

    void open(RowGroupReader group) {
        ColumnCursor opened = group.column(column);
        cursor = opened;
        known = new int[codes == null ? 0 : opened.dictionarySize()];
        at = -1;
    }

    /** The cursor, at whatever row it is. */
    ColumnCursor cursor() {
        return Objects.requireNonNull(cursor, "no row group is open");
    }

    /** The cursor, moved to a row at or after its own. */
    ColumnCursor at(long row) {
        ColumnCursor moved = cursor();
        if (row != at) {
            moved.skip(row - at);
            at = row;
        }
        return moved;
    }

    /** Moves to the next row with a value; to {@code rows}, the size of the row group, if there is none. */
    long nextValue(long rows) {
        return moved(cursor().toNextValue(), rows);
    }

    /** Moves to the next row in which the struct of this field is present; to {@code rows} if there is none. */
    long nextStruct(long rows) {
        return moved(cursor().toNextStruct(), rows);
    }

    private long moved(long by, long rows) {
        at = by == 0 ? rows : at + by;
        return at;
    }

    boolean isNull(long row) {
        return at(row).isNull();
    }

    @Nullable
    String text(long row) {
        ColumnCursor here = at(row);
        return here.isNull() ? null : here.text();
    }

    /** The value of a timestamp column; {@code Long.MIN_VALUE} if there is none. */
    long micros(long row) {
        ColumnCursor here = at(row);
        return here.isNull() ? Long.MIN_VALUE : here.micros();
    }

    /** The code of the value under the cursor, computed once per dictionary entry; for null, the code of no value. */
    int code() {
        ColumnCursor here = cursor();
        if (here.isNull()) {
            return PolicyTables.UNKNOWN;
        }
        int id = here.dictionaryId();
        if (id < 0) {
            return codeOf(here);
        }
        if (known[id] == UNSEEN) {
            known[id] = codeOf(here) + SHIFT;
        }
        return known[id] - SHIFT;
    }

    private int codeOf(ColumnCursor here) {
        return Objects.requireNonNull(codes, "a column without codes").applyAsInt(String.valueOf(here.text()));
    }
}
