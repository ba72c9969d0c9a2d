package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.warehouse.remark.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Scans the rows of one dataset whose subjects are in a range, in order, row group by row group. */
final class Walk implements AutoCloseable {
    private static final String SUBJECT = "subject_id";

    private final AuditedFiles files;
    private final List<GroupSpan> groups;
    private final @Nullable SubjectBytes from;
    private final @Nullable SubjectBytes to;
    private final List<AuditedColumn> fields = new ArrayList<>();
    private final List<Runnable> openings = new ArrayList<>();
    private final AuditedColumn subject = field(SUBJECT);

    private int nextGroup;
    private @Nullable RowGroupReader reader;
    private Place group = Place.sideBySide();
    private long row;
    private boolean onRow;

    /**
     * @param files of the snapshot
     * @param groups of the dataset, in order
     * @param from first subject; null for the start
     * @param to the subject before which to stop; null for the end
     */
    Walk(AuditedFiles files, List<GroupSpan> groups, @Nullable SubjectBytes from, @Nullable SubjectBytes to) {
        this.files = files;
        this.groups = groups;
        this.from = from;
        this.to = to;
        while (nextGroup < groups.size() && groups.get(nextGroup).endsBefore(from)) {
            nextGroup++;
        }
    }

    /** Registers a column; all must be registered before the first row. */
    AuditedColumn field(String column) {
        return field(column, null);
    }

    AuditedColumn field(String column, @Nullable ToIntFunction<String> codes) {
        AuditedColumn field = new AuditedColumn(column, codes);
        fields.add(field);
        return field;
    }

    /** Registers an action that runs whenever a row group has been opened. */
    void onOpen(Runnable opening) {
        openings.add(opening);
    }

    /** Moves to the next row in the range; false if there is none. */
    boolean next() {
        do {
            row++;
            if (reader == null || row >= reader.rows()) {
                if (!openNext()) {
                    onRow = false;
                    return false;
                }
            }
            subject.at(row);
        } while (isBefore(from));
        onRow = to == null || isBefore(to);
        return onRow;
    }

    private boolean isBefore(@Nullable SubjectBytes bound) {
        ColumnCursor here = subject.cursor();
        return bound != null && bound.compareTo(here.bytesArray(), here.bytesOffset(), here.bytesLength()) > 0;
    }

    private boolean openNext() {
        close();
        while (nextGroup < groups.size()) {
            GroupSpan span = groups.get(nextGroup++);
            if (span.first() == null) {
                continue;
            }
            if (to != null && span.first().compareTo(to) >= 0) {
                return false;
            }
            ParquetTable table = files.of(span.file());
            Set<String> there = columns(table);
            RowGroupReader opened = table.rowGroup(span.rowGroup(), List.copyOf(there));
            reader = opened;
            group = span.place();
            row = 0;
            for (AuditedColumn field : fields) {
                if (there.contains(field.column())) {
                    field.open(opened);
                } else {
                    field.openAbsent();
                }
            }
            openings.forEach(Runnable::run);
            return true;
        }
        return false;
    }

    /** The registered columns without those that files of earlier versions lack. */
    private Set<String> columns(ParquetTable table) {
        Set<String> there = new HashSet<>();
        table.columns().forEach(column -> there.add(column.name()));
        Set<String> columns = new LinkedHashSet<>();
        for (AuditedColumn field : fields) {
            if (there.contains(field.column()) || !ExpectedDataset.isAddedLater(field.column())) {
                columns.add(field.column());
            }
        }
        return columns;
    }

    boolean onRow() {
        return onRow;
    }

    /** Index within the row group, from 0. */
    long row() {
        return row;
    }

    /** Rows of the open row group. */
    long rows() {
        return reader == null ? 0 : reader.rows();
    }

    /** File and row group. */
    Place group() {
        return group;
    }

    Place place() {
        return place(row);
    }

    Place place(long atRow) {
        return group.row(atRow);
    }

    /** Whether the current row belongs to the subject. */
    boolean isAt(SubjectBytes wanted) {
        if (!onRow) {
            return false;
        }
        ColumnCursor here = subject.cursor();
        return wanted.matches(here.bytesArray(), here.bytesOffset(), here.bytesLength());
    }

    /** Sets {@code smallest} to the current row's subject if that is smaller, or if there is none yet. */
    boolean lower(SubjectBytes smallest, boolean any) {
        if (!onRow) {
            return any;
        }
        ColumnCursor here = subject.cursor();
        if (!any || smallest.compareTo(here.bytesArray(), here.bytesOffset(), here.bytesLength()) > 0) {
            smallest.set(here.bytesArray(), here.bytesOffset(), here.bytesLength());
        }
        return true;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
