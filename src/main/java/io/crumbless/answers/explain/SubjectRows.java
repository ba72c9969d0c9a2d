package io.crumbless.answers.explain;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.Decompressors;
import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowSpan;
import io.crumbless.columnar.parquet.read.RowsReader;
import io.crumbless.columnar.parquet.read.TableLookup;
import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Finds the rows of one subject in a snapshot while opening few files: part files are sorted by subject id, so a binary
 * search finds the one that may contain it; in it, the statistics and the bloom filter of each row group and the page
 * index determine what to read.
 */
final class SubjectRows {
    private final Location snapshot;
    private final Manifest manifest;
    private final String subject;
    private final byte[] subjectBytes;
    private final OpenTables tables;
    private final Decompressors decompressors;
    private final Map<String, ParquetTable> open = new HashMap<>();
    private int rowGroupsRead;
    private long bytesRead;

    /** @param decompressors of the caller, who closes them */
    SubjectRows(Location snapshot, Manifest manifest, String subject, OpenTables tables, Decompressors decompressors) {
        this.tables = tables;
        this.decompressors = decompressors;
        this.snapshot = snapshot;
        this.manifest = manifest;
        this.subject = subject;
        this.subjectBytes = subject.getBytes(StandardCharsets.UTF_8);
    }

    /** Number of files whose footer was read so far. */
    int filesOpened() {
        return open.size();
    }

    /** Number of row groups whose subject ids were read so far. */
    int rowGroupsRead() {
        return rowGroupsRead;
    }

    /** Bytes of pages read so far, compressed; in addition only footers, page indexes and bloom filters were read. */
    long bytesRead() {
        return bytesRead;
    }

    /** Reads every row of the subject in a dataset; columns are read on demand. */
    void read(String dataset, Consumer<GroupRow> rows) {
        for (ParquetTable table : candidates(dataset)) {
            anyGroup(table, (lookup, group) -> {
                read(lookup, group, rows);
                return false;
            });
        }
    }

    /** Whether the dataset contains a row of the subject. */
    boolean holds(String dataset) {
        return candidates(dataset).stream()
                .anyMatch(table ->
                        anyGroup(table, (lookup, group) -> !find(lookup, group).isEmpty()));
    }

    /** Visits a row group that may contain the subject; returns whether to stop. */
    @FunctionalInterface
    private interface GroupVisit {
        boolean in(TableLookup table, int rowGroup);
    }

    /** The file is opened once, and not at all if the statistics of its row groups exclude the subject. */
    private boolean anyGroup(ParquetTable table, GroupVisit visit) {
        int[] groups = IntStream.range(0, table.rowGroups())
                .filter(group -> table.side(group, Layout.SUBJECT_ID, subject) == 0)
                .toArray();
        if (groups.length == 0) {
            return false;
        }
        try (TableLookup lookup = table.lookup(decompressors)) {
            return Arrays.stream(groups)
                    .anyMatch(group -> lookup.mayHold(group, Layout.SUBJECT_ID, subject) && visit.in(lookup, group));
        }
    }

    private void read(TableLookup table, int rowGroup, Consumer<GroupRow> rows) {
        RowSpan found = find(table, rowGroup);
        if (found.isEmpty()) {
            return;
        }
        try (RowsReader reader = table.rows(rowGroup, found)) {
            GroupRow row = new GroupRow(reader);
            for (long at = 0; at < found.rows(); at++) {
                row.moveTo(at);
                rows.accept(row);
            }
            bytesRead += reader.bytesRead();
        }
    }

    /** The subject's rows, which are adjacent. */
    private RowSpan find(TableLookup table, int rowGroup) {
        RowSpan span = table.rowsThatMayHold(rowGroup, Layout.SUBJECT_ID, subject);
        if (span.isEmpty()) {
            return span;
        }
        rowGroupsRead++;
        long first = -1;
        long last = -1;
        try (RowsReader reader = table.rows(rowGroup, span)) {
            ColumnCursor cursor = reader.column(Layout.SUBJECT_ID);
            for (long row = span.from(); row < span.to() && cursor.next(); row++) {
                if (!cursor.isNull() && isSubject(cursor)) {
                    first = first < 0 ? row : first;
                    last = row;
                }
            }
            bytesRead += reader.bytesRead();
        }
        return first < 0 ? new RowSpan(0, 0) : new RowSpan(first, last + 1);
    }

    private boolean isSubject(ColumnCursor cursor) {
        int from = cursor.bytesOffset();
        return Arrays.equals(
                subjectBytes, 0, subjectBytes.length, cursor.bytesArray(), from, from + cursor.bytesLength());
    }

    /** The part files that may contain the subject. */
    private List<ParquetTable> candidates(String dataset) {
        List<String> files = manifest.outputs().stream()
                .filter(output -> output.dataset().equals(dataset))
                .map(Manifest.Output::file)
                .toList();
        if (dataset.equals(Layout.REFUSALS)) {
            // Records without a subject lie between those of people, so that a part may have no bounds for the binary
            // search.
            return files.stream().map(this::table).toList();
        }
        int low = 0;
        int high = files.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int side = side(table(files.get(middle)));
            if (side == 0) {
                return around(files, middle);
            }
            low = side > 0 ? middle + 1 : low;
            high = side < 0 ? middle - 1 : high;
        }
        return List.of();
    }

    /** A subject's statements may continue in the next part. */
    private List<ParquetTable> around(List<String> files, int middle) {
        List<ParquetTable> found = new ArrayList<>(List.of(table(files.get(middle))));
        for (int i = middle - 1; i >= 0 && side(table(files.get(i))) == 0; i--) {
            found.add(0, table(files.get(i)));
        }
        for (int i = middle + 1; i < files.size() && side(table(files.get(i))) == 0; i++) {
            found.add(table(files.get(i)));
        }
        return found;
    }

    private int side(ParquetTable table) {
        if (table.rowGroups() == 0) {
            return 0;
        }
        if (table.side(0, Layout.SUBJECT_ID, subject) < 0) {
            return -1;
        }
        return table.side(table.rowGroups() - 1, Layout.SUBJECT_ID, subject) > 0 ? 1 : 0;
    }

    private ParquetTable table(String file) {
        return open.computeIfAbsent(file, path -> tables.of(snapshot.resolve(path)));
    }
}
