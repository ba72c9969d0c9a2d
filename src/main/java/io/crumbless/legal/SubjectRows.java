package io.crumbless.legal;

import io.crumbless.parquet.ColumnCursor;
import io.crumbless.parquet.ParquetTable;
import io.crumbless.parquet.RowGroupReader;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.storage.Location;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of one subject in a snapshot, found by opening few files: part files stand in the order of the subject id, so
 * the one that may hold it is found by halving; in it, the smallest and largest id of each row group and its bloom filter
 * tell which to read.
 */
final class SubjectRows {
    private final Location snapshot;
    private final Manifest manifest;
    private final String subject;
    private final byte[] subjectBytes;
    private final Map<String, ParquetTable> open = new HashMap<>();
    private int rowGroupsRead;

    SubjectRows(Location snapshot, Manifest manifest, String subject) {
        this.snapshot = snapshot;
        this.manifest = manifest;
        this.subject = subject;
        this.subjectBytes = subject.getBytes(StandardCharsets.UTF_8);
    }

    /** Files whose footer was read so far. */
    int filesOpened() {
        return open.size();
    }

    /** Row groups whose subject ids were read so far. */
    int rowGroupsRead() {
        return rowGroupsRead;
    }

    /** Reads every row of the subject in a dataset. */
    void read(String dataset, List<String> columns, Consumer<SubjectRow> rows) {
        for (ParquetTable table : candidates(dataset)) {
            for (int i = 0; i < table.rowGroups(); i++) {
                if (table.mayHold(i, Layout.SUBJECT_ID, subject)) {
                    read(table, i, columns, rows);
                }
            }
        }
    }

    /** Whether the subject has a row in a dataset. */
    boolean has(String dataset) {
        List<SubjectRow> found = new ArrayList<>();
        read(dataset, List.of(), found::add);
        return !found.isEmpty();
    }

    private void read(ParquetTable table, int rowGroup, List<String> columns, Consumer<SubjectRow> rows) {
        List<Long> found = find(table, rowGroup);
        if (found.isEmpty()) {
            return;
        }
        try (RowGroupReader group = table.rowGroup(rowGroup, columns)) {
            SubjectRow row = new SubjectRow(group);
            for (long at : found) {
                row.moveTo(at);
                rows.accept(row);
            }
        }
    }

    private List<Long> find(ParquetTable table, int rowGroup) {
        rowGroupsRead++;
        List<Long> found = new ArrayList<>();
        try (RowGroupReader group = table.rowGroup(rowGroup, List.of(Layout.SUBJECT_ID))) {
            ColumnCursor cursor = group.column(Layout.SUBJECT_ID);
            for (long row = 0; cursor.next(); row++) {
                if (!cursor.isNull() && isSubject(cursor)) {
                    found.add(row);
                }
            }
        }
        return found;
    }

    private boolean isSubject(ColumnCursor cursor) {
        int from = cursor.bytesOffset();
        return Arrays.equals(
                subjectBytes, 0, subjectBytes.length, cursor.bytesArray(), from, from + cursor.bytesLength());
    }

    /** The part files that may hold the subject. */
    private List<ParquetTable> candidates(String dataset) {
        List<String> files = manifest.outputs().stream()
                .filter(output -> output.dataset().equals(dataset))
                .map(Manifest.Output::file)
                .toList();
        if (dataset.equals(Layout.REFUSALS)) {
            // Records of nobody lie between those of people, so that a part may have no bounds to halve by.
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

    /** A subject's statements may go on from one part into the next. */
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
        return open.computeIfAbsent(file, path -> ParquetTable.open(snapshot.resolve(path)));
    }
}
