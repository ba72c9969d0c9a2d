package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.kernel.profile.IdHash;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Place;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The withdrawals in some row groups of the log, in the order in which they were read. Not thread-safe.
 *
 * <p>Memory: about 64 bytes per withdrawal with one or two purposes, and half as much again while it grows; with {@link
 * WithdrawalsBySpelling}, 80 to 104.
 */
final class LoggedWithdrawals implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int NONE = -1;

    /** A row group by its file. */
    private record Group(String file, int rowGroup) implements Serializable {}

    private final ArrayList<Group> groups = new ArrayList<>();
    private long[] keys = {};
    private long[] spellings = {};
    private long[] times = {};
    private int[] attributes = {};
    private int[][] purposes = {};
    private int[] groupNumbers = {};
    private int[] rows = {};
    private int size;

    /** Adds the withdrawals of one row group. */
    void read(PolicyTables tables, ParquetTable table, String file, int rowGroup) {
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
                    number = number == NONE ? number(new Group(file, rowGroup)) : number;
                    int[] taken = purposes(purpose, row);
                    add(id, attribute.code(), taken, declaredAt.micros(row), number, Math.toIntExact(row));
                }
            }
        }
    }

    /** All purposes named, with {@link PolicyTables#UNKNOWN} for those that the policy does not contain. */
    private static int[] purposes(AuditedColumn purpose, long row) {
        ColumnCursor list = purpose.at(row);
        int[] named = new int[list.listSize()];
        for (int i = 0; i < named.length; i++) {
            list.item(i);
            named[i] = purpose.code();
        }
        return named;
    }

    private int number(Group group) {
        groups.add(group);
        return groups.size() - 1;
    }

    private void add(ColumnCursor id, int attribute, int[] taken, long at, int group, int row) {
        makeRoom(1);
        int from = id.bytesOffset();
        int to = from + id.bytesLength();
        keys[size] = IdHash.ofKey(id.bytesArray(), from, to);
        spellings[size] = IdHash.ofSpelling(id.bytesArray(), from, to);
        times[size] = at;
        attributes[size] = attribute;
        purposes[size] = taken;
        groupNumbers[size] = group;
        rows[size++] = row;
    }

    /** Appends the withdrawals of other row groups. */
    void add(LoggedWithdrawals others) {
        makeRoom(others.size);
        int before = groups.size();
        groups.addAll(others.groups);
        System.arraycopy(others.keys, 0, keys, size, others.size);
        System.arraycopy(others.spellings, 0, spellings, size, others.size);
        System.arraycopy(others.times, 0, times, size, others.size);
        System.arraycopy(others.attributes, 0, attributes, size, others.size);
        System.arraycopy(others.purposes, 0, purposes, size, others.size);
        System.arraycopy(others.rows, 0, rows, size, others.size);
        for (int i = 0; i < others.size; i++) {
            groupNumbers[size + i] = before + others.groupNumbers[i];
        }
        size += others.size;
    }

    private void makeRoom(int more) {
        if (size + more > times.length) {
            int larger = Math.max(size + more, times.length + (times.length >> 1));
            keys = Arrays.copyOf(keys, larger);
            spellings = Arrays.copyOf(spellings, larger);
            times = Arrays.copyOf(times, larger);
            attributes = Arrays.copyOf(attributes, larger);
            purposes = Arrays.copyOf(purposes, larger);
            groupNumbers = Arrays.copyOf(groupNumbers, larger);
            rows = Arrays.copyOf(rows, larger);
        }
    }

    int size() {
        return size;
    }

    /** Hash of the folded key of the subject's id. */
    long key(int i) {
        return keys[i];
    }

    /** Hash of the id as spelled. */
    long spelling(int i) {
        return spellings[i];
    }

    LoggedStatement said(int i) {
        Group group = groups.get(groupNumbers[i]);
        LoggedStatement said = new LoggedStatement();
        said.attribute = attributes[i];
        said.declaredAt = times[i];
        said.group = Place.of(group.file()).rowGroup(group.rowGroup());
        said.row = rows[i];
        for (int purpose : purposes[i]) {
            said.addPurpose(purpose);
        }
        return said;
    }
}
