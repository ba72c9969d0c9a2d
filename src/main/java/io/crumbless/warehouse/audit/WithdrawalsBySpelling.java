package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdHashes;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The withdrawals of the whole log by the key of their subject: what was withdrawn under one spelling of an id must be gone
 * under all. Row groups are taken in first, by several threads; then it is asked, by several threads.
 *
 * <p>Memory: about 60 bytes a withdrawal.
 */
final class WithdrawalsBySpelling {
    private static final int NONE = -1;

    private final PolicyTables tables;

    /** By the hash of the key the last withdrawal of it, counted from 1. */
    private final IdHashes lasts = new IdHashes();

    private final List<Place> groups = new ArrayList<>();
    private long[] spellings = new long[64];
    private long[] times = new long[64];
    private int[] attributes = new int[64];
    private int[][] purposes = new int[64][];
    private int[] groupNumbers = new int[64];
    private int[] rows = new int[64];

    /** The one of the same key before it. */
    private int[] before = new int[64];

    private int size;

    WithdrawalsBySpelling(PolicyTables tables) {
        this.tables = tables;
    }

    /** Takes in the withdrawals of one row group of the log. */
    void read(ParquetTable table, int rowGroup, Place place) {
        AuditedColumn subject = new AuditedColumn(Layout.SUBJECT_ID, null);
        AuditedColumn action = new AuditedColumn("action", word -> word.equals("withdraw") ? 1 : 0);
        AuditedColumn attribute = new AuditedColumn("attribute", tables::attribute);
        AuditedColumn purpose = new AuditedColumn("purposes", tables::purpose);
        AuditedColumn declaredAt = new AuditedColumn("declared_at", null);
        List<AuditedColumn> fields = List.of(subject, action, attribute, purpose, declaredAt);
        try (RowGroupReader group = table.rowGroup(
                rowGroup, fields.stream().map(AuditedColumn::column).toList())) {
            fields.forEach(field -> field.open(group));
            int number = NONE;
            for (long row = 0; row < group.rows(); row++) {
                action.at(row);
                if (action.code() != 1) {
                    continue;
                }
                attribute.at(row);
                ColumnCursor id = subject.at(row);
                if (attribute.code() != PolicyTables.UNKNOWN && !id.isNull()) {
                    number = number == NONE ? number(place) : number;
                    int[] taken = purposes(purpose, row);
                    add(id, attribute.code(), taken, declaredAt.micros(row), number, Math.toIntExact(row));
                }
            }
        }
    }

    /** All that are named, those the policy does not know as {@link PolicyTables#UNKNOWN}. */
    private static int[] purposes(AuditedColumn purpose, long row) {
        ColumnCursor list = purpose.at(row);
        int[] named = new int[list.listSize()];
        for (int i = 0; i < named.length; i++) {
            list.item(i);
            named[i] = purpose.code();
        }
        return named;
    }

    private synchronized int number(Place group) {
        groups.add(group);
        return groups.size() - 1;
    }

    private synchronized void add(ColumnCursor id, int attribute, int[] taken, long at, int group, int row) {
        if (size == times.length) {
            grow(size + (size >> 1));
        }
        int from = id.bytesOffset();
        int to = from + id.bytesLength();
        long key = IdHash.ofKey(id.bytesArray(), from, to);
        spellings[size] = IdHash.ofSpelling(id.bytesArray(), from, to);
        times[size] = at;
        attributes[size] = attribute;
        purposes[size] = taken;
        groupNumbers[size] = group;
        rows[size] = row;
        before[size] = lasts.number(key) - 1;
        lasts.put(key, ++size);
    }

    private void grow(int larger) {
        spellings = Arrays.copyOf(spellings, larger);
        times = Arrays.copyOf(times, larger);
        attributes = Arrays.copyOf(attributes, larger);
        purposes = Arrays.copyOf(purposes, larger);
        groupNumbers = Arrays.copyOf(groupNumbers, larger);
        rows = Arrays.copyOf(rows, larger);
        before = Arrays.copyOf(before, larger);
    }

    /** Withdrawals under other spellings of the subject's id; mostly none. */
    List<LoggedStatement> of(SubjectBytes subject) {
        if (size == 0) {
            return List.of();
        }
        int last = lasts.number(subject.hashOfKey()) - 1;
        if (last < 0) {
            return List.of();
        }
        long own = subject.hashOfSpelling();
        List<LoggedStatement> others = new ArrayList<>(0);
        for (int i = last; i >= 0; i = before[i]) {
            if (spellings[i] != own) {
                others.add(said(i));
            }
        }
        return others;
    }

    private LoggedStatement said(int i) {
        LoggedStatement said = new LoggedStatement();
        said.attribute = attributes[i];
        said.declaredAt = times[i];
        said.group = groups.get(groupNumbers[i]);
        said.row = rows[i];
        for (int purpose : purposes[i]) {
            said.addPurpose(purpose);
        }
        return said;
    }
}
