package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.profile.KeyShare;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the evidence log by column. Equal texts, notices and lists of purposes share one object for the lifetime of the
 * reader, if there are few. Not thread-safe.
 */
public final class EvidenceLogReader {
    private final SharedTexts shared = new SharedTexts();

    /** Reads every row of a part, in order. */
    public void read(Location part, Consumer<LogEntry> entries) {
        read(part, KeyShare.ALL, entries);
    }

    /** Reads the rows of a sample of the subjects, in order. */
    public void read(Location part, KeyShare share, Consumer<LogEntry> entries) {
        ParquetTable table = ParquetTable.open(part);
        for (int group = 0; group < table.rowGroups(); group++) {
            read(table, group, share, entries);
        }
    }

    /** Reads the rows of one row group, in order. */
    public void read(ParquetTable part, int rowGroup, Consumer<LogEntry> entries) {
        read(part, rowGroup, KeyShare.ALL, entries);
    }

    private void read(ParquetTable part, int rowGroup, KeyShare share, Consumer<LogEntry> entries) {
        try (RowGroupReader rows = part.rowGroup(rowGroup, columns(part))) {
            LogRow row = new LogRow(part.location(), rows, shared);
            while (row.next()) {
                if (row.isOf(share)) {
                    entries.accept(row.entry());
                }
            }
        }
    }

    /** The columns of the log, without those that a log of an earlier version lacks. */
    private static List<String> columns(ParquetTable part) {
        Set<String> there = part.columns().stream().map(ColumnInfo::name).collect(Collectors.toSet());
        return EvidenceColumns.SCHEMA.paths().stream()
                .filter(column -> there.contains(column) || !EvidenceColumns.ADDED_LATER.contains(column))
                .toList();
    }

    /** Opens a cursor before the first row of the first part. The caller closes it. */
    public Cursor open(List<Location> parts) {
        return new Cursor(parts);
    }

    /** Moves through the rows of several parts, in order. Keeps one row group open at a time. */
    public final class Cursor implements AutoCloseable {
        private final Iterator<Location> parts;
        private @Nullable ParquetTable part;
        private int nextGroup;
        private @Nullable RowGroupReader rows;
        private @Nullable LogRow row;

        private Cursor(List<Location> parts) {
            this.parts = parts.iterator();
        }

        /** Moves to the next row; false after the last. */
        public boolean next() {
            while (row == null || !row.next()) {
                if (!nextGroup()) {
                    return false;
                }
            }
            return true;
        }

        private boolean nextGroup() {
            close();
            ParquetTable table = part;
            while (table == null || nextGroup == table.rowGroups()) {
                if (!parts.hasNext()) {
                    return false;
                }
                table = ParquetTable.open(parts.next());
                part = table;
                nextGroup = 0;
            }
            RowGroupReader opened = table.rowGroup(nextGroup++, columns(table));
            rows = opened;
            row = new LogRow(table.location(), opened, shared);
            return true;
        }

        /** The current row. */
        public LogEntry entry() {
            if (row == null) {
                throw new IllegalStateException("Cannot read a row of the log: next() has not found one");
            }
            return row.entry();
        }

        @Override
        public void close() {
            if (rows != null) {
                rows.close();
            }
            rows = null;
            row = null;
        }
    }
}
