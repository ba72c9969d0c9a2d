package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.kernel.declaration.IsoTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a Parquet file as text, for links and opt-outs. */
final class ParquetDeliveredRows implements DeliveredRows {
    private final LegacyFiles source;
    private final ParquetTable table;
    private final List<String> wanted;
    /** The columns that the file has. */
    private final List<String> found;

    /** The value from the partition folders if the file lacks the column; usually null. */
    private final @Nullable String[] ofFolders;

    /** Null if the file lacks the column. */
    private final @Nullable ColumnCursor[] cursors;

    private final @Nullable String[] values;

    /** Whether the column holds instants. */
    private final boolean[] instants;

    /** Whether the row's value is a plausible instant, whose text may not be needed. */
    private final boolean[] moments;

    private @Nullable RowGroupReader group;
    private int nextGroup;
    private long rowsLeft;
    private long position;
    private @Nullable LegacyRefusal refusal;

    ParquetDeliveredRows(LegacyFiles source, FileEntry file, List<WantedColumn> wanted) {
        this.source = source;
        this.table = ParquetColumns.open(source, file, wanted);
        ParquetColumns.requireOneValue(table, source, file, wanted);
        this.wanted = wanted.stream()
                .map(column -> ParquetColumns.nameIn(table, column.name()))
                .toList();
        this.ofFolders = DeliveredRows.ofFolders(file, wanted);
        this.found = this.wanted.stream()
                .filter(name -> ParquetColumns.find(table, name).isPresent())
                .toList();
        this.cursors = new @Nullable ColumnCursor[wanted.size()];
        this.values = new String[wanted.size()];
        this.instants = new boolean[wanted.size()];
        this.moments = new boolean[wanted.size()];
    }

    @Override
    public boolean next() {
        try {
            return nextRow();
        } catch (ParquetInputException e) {
            throw ParquetColumns.failure(source, e);
        }
    }

    private boolean nextRow() {
        while (rowsLeft == 0) {
            close();
            if (nextGroup == table.rowGroups()) {
                return false;
            }
            group = table.rowGroup(nextGroup++, found);
            for (int i = 0; i < cursors.length; i++) {
                cursors[i] = found.contains(wanted.get(i)) ? group.column(wanted.get(i)) : null;
                instants[i] = cursors[i] != null && cursors[i].isInstant();
            }
            rowsLeft = group.rows();
        }
        rowsLeft--;
        position++;
        refusal = null;
        for (int i = 0; i < cursors.length; i++) {
            ColumnCursor cursor = cursors[i];
            if (cursor != null) {
                cursor.next();
                read(i, cursor);
            }
        }
        return true;
    }

    private void read(int column, ColumnCursor cursor) {
        boolean known = !cursor.isNull();
        moments[column] = known && instants[column] && IsoTime.isPlausible(cursor.micros());
        values[column] = known && !moments[column] ? cursor.text() : null;
        if (known && !moments[column] && values[column] == null) {
            refusal = LegacyRefusal.UNDECODABLE;
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public @Nullable LegacyRefusal refusal() {
        return refusal;
    }

    @Override
    public @Nullable String value(int column) {
        ColumnCursor cursor = cursors[column];
        if (cursor == null) {
            return ofFolders[column];
        }
        return DeliveredText.of(moments[column] ? cursor.text() : values[column]);
    }

    @Override
    public long micros(int column, LegacyTimes times) {
        ColumnCursor cursor = cursors[column];
        if (cursor != null && moments[column]) {
            return cursor.micros();
        }
        String text = value(column);
        return text != null && cursor != null && ParquetColumns.isTime(cursor.info())
                ? times.isoMicros(text)
                : times.micros(text);
    }

    @Override
    public @Nullable JsonValue nested(int column) {
        throw new UnsupportedOperationException("Lists of Parquet files are read by column");
    }

    @Override
    public List<String> columns() {
        return wanted;
    }

    @Override
    public @Nullable String valueOf(String column) {
        return value(wanted.indexOf(column));
    }

    @Override
    public void close() {
        if (group != null) {
            group.close();
            group = null;
        }
    }
}
