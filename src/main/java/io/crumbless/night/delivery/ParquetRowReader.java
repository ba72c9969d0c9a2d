package io.crumbless.night.delivery;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.ColumnNames;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads row groups of a Parquet file; text of dictionary entries is created once per entry and shared. */
final class ParquetRowReader implements RowReader {
    private final DeliveryPart part;
    private final ColumnMapping columns;

    ParquetRowReader(DeliveryPart part, ColumnMapping columns) {
        this.part = part;
        this.columns = columns;
    }

    /** Opens the file if it is still the one that was selected. */
    static ParquetTable open(FileEntry file) {
        RowReader.requireUnchanged(file);
        try {
            return ParquetTable.open(file.location());
        } catch (ParquetInputException e) {
            throw failure(e);
        }
    }

    private static Failure failure(ParquetInputException e) {
        return new Failure(ErrorCategory.INPUT, String.valueOf(e.getMessage()), e);
    }

    @Override
    public void read(RowSink sink) {
        ParquetTable table = open(part.file());
        List<String> found = table.columns().stream().map(ColumnInfo::name).toList();
        columns.check(
                FoldersOfFile.of(part.file(), columns).with(found),
                part.file().location().text(),
                ErrorCategory.INPUT);
        List<@Nullable String> wanted = new ArrayList<>();
        columns.deliveredNames().forEach(name -> wanted.add(ColumnNames.find(found, name)));
        long position = 1;
        for (int group = 0; group < Math.min(table.rowGroups(), part.toRowGroup()); group++) {
            if (group >= part.fromRowGroup()) {
                read(table, group, wanted, position, sink);
            }
            position += table.rowsIn(group);
        }
    }

    private void read(ParquetTable table, int group, List<@Nullable String> wanted, long firstPosition, RowSink sink) {
        List<String> there = wanted.stream().filter(Objects::nonNull).distinct().toList();
        try (RowGroupReader rows = table.rowGroup(group, there)) {
            List<@Nullable ColumnCursor> cursors = new ArrayList<>();
            for (String name : wanted) {
                cursors.add(name == null ? null : rows.column(name));
            }
            Row row = new Row(
                    cursors,
                    there.stream().map(rows::column).toList(),
                    FoldersOfFile.of(part.file(), columns).values(columns.deliveredNames()),
                    columns.actions());
            for (long i = 0; i < rows.rows(); i++) {
                row.next();
                if (row.readable()) {
                    sink.row(firstPosition + i, row.texts);
                } else {
                    sink.malformed(firstPosition + i, row.mayWithdraw());
                }
            }
        } catch (ParquetInputException e) {
            throw failure(e);
        }
    }

    /** The current row of the cursors. */
    private static final class Row {
        private final @Nullable CellText[] cells;
        private final ColumnCursor[] moved;
        private final @Nullable String[] ofFolders;
        private final @Nullable String[] texts;
        private final ActionWords actions;

        Row(
                List<@Nullable ColumnCursor> cursors,
                List<ColumnCursor> moved,
                @Nullable String[] ofFolders,
                ActionWords actions) {
            this.ofFolders = ofFolders;
            this.actions = actions;
            this.cells = new @Nullable CellText[cursors.size()];
            for (int i = 0; i < cells.length; i++) {
                ColumnCursor cursor = cursors.get(i);
                cells[i] = cursor == null ? null : new CellText(cursor);
            }
            this.moved = moved.toArray(ColumnCursor[]::new);
            this.texts = new @Nullable String[cells.length];
        }

        void next() {
            for (ColumnCursor cursor : moved) {
                if (!cursor.next()) {
                    throw new IllegalStateException("A cursor ends before its row group");
                }
            }
            for (int i = 0; i < texts.length; i++) {
                CellText cell = cells[i];
                texts[i] = cell == null ? ofFolders[i] : cell.text();
            }
        }

        boolean readable() {
            for (String text : texts) {
                if (CellText.isUnreadable(text)) {
                    return false;
                }
            }
            return true;
        }

        /** Searches the stored bytes, because the column that cannot be read may be the one that contains the word. */
        boolean mayWithdraw() {
            for (String text : texts) {
                if (text != null && actions.mayStandIn(text)) {
                    return true;
                }
            }
            for (ColumnCursor cursor : moved) {
                int items = cursor.info().list() ? cursor.listSize() : 1;
                for (int i = 0; i < items && cursor.info().kind() == ColumnKind.TEXT; i++) {
                    if (cursor.info().list()) {
                        cursor.item(i);
                    }
                    if (!cursor.isNull() && actions.mayStandIn(lossyText(cursor))) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static String lossyText(ColumnCursor cursor) {
            return new String(cursor.bytesArray(), cursor.bytesOffset(), cursor.bytesLength(), StandardCharsets.UTF_8);
        }
    }
}
