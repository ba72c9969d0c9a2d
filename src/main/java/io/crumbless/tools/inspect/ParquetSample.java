package io.crumbless.tools.inspect;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the records of a Parquet file. Columns that cannot be mapped, such as maps, are skipped. */
record ParquetSample(FileEntry file) implements SampleReader {
    /**
     * Maximum compressed size of a row group to hold in memory; of larger ones, only as many columns as fit are read.
     */
    private static final long MOST_BYTES = 256L << 20;

    @Override
    public boolean read(Set<String> columns, RowTaker taker) {
        try {
            ParquetTable table = ParquetTable.open(file.location());
            List<String> wanted = table.columns().stream()
                    .filter(column -> column.kind() != ColumnKind.UNSUPPORTED)
                    .map(ColumnInfo::name)
                    .filter(name -> columns.isEmpty() || columns.contains(name))
                    .toList();
            for (int group = 0; group < table.rowGroups(); group++) {
                List<String> read = columns.isEmpty() ? fitting(table, group, wanted) : wanted;
                if (!read(table, group, read, taker)) {
                    return false;
                }
            }
            return true;
        } catch (ParquetInputException e) {
            throw new Failure(ErrorCategory.INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> fitting(ParquetTable table, int group, List<String> wanted) {
        long bytes = table.bytesIn(group);
        int all = table.columns().size();
        long columns = bytes <= MOST_BYTES ? all : Math.max(1, all * MOST_BYTES / bytes);
        return wanted.subList(0, (int) Math.min(columns, wanted.size()));
    }

    private static boolean read(ParquetTable table, int group, List<String> wanted, RowTaker taker) {
        try (RowGroupReader rows = table.rowGroup(group, wanted)) {
            List<ColumnCursor> cursors = wanted.stream().map(rows::column).toList();
            for (long i = 0; i < rows.rows(); i++) {
                SampleRow row = new SampleRow();
                for (ColumnCursor cursor : cursors) {
                    cursor.next();
                    add(row, cursor);
                }
                if (!taker.take(row)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void add(SampleRow row, ColumnCursor cursor) {
        String name = cursor.info().name();
        if (cursor.info().kind() == ColumnKind.FRACTION) {
            row.fractions().add(name);
        }
        if (!cursor.info().list()) {
            row.add(name, cursor.isNull() ? "" : orNothing(cursor.text()));
            return;
        }
        row.lists().add(name);
        int size = cursor.isNull() ? 0 : cursor.listSize();
        for (String text : items(cursor, size)) {
            row.add(name, text);
        }
    }

    private static List<String> items(ColumnCursor cursor, int size) {
        List<String> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            cursor.item(i);
            items.add(cursor.isNull() ? "" : orNothing(cursor.text()));
        }
        return items;
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }
}
