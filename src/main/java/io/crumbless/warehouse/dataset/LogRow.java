package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.ConstantWords;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.KeyShare;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The current row of the evidence log within a row group. */
final class LogRow {
    private static final ConstantWords<Fate> FATES = new ConstantWords<>(Fate.class, Fate::word);

    private final Location part;
    private final RowGroupReader rows;
    private final SharedTexts shared;
    private final List<LogCursor> all = new ArrayList<>();
    private final FieldReader<?>[] statement;
    private final ColumnCursor subjectId;
    private final LogCursor deliveredOn;
    private final LogCursor fate;
    private final @Nullable LogCursor endsOn;
    private final @Nullable LogCursor endedAfter;

    /** Starts before the first row of the group. */
    LogRow(Location part, RowGroupReader rows, SharedTexts shared) {
        this.part = part;
        this.rows = rows;
        this.shared = shared;
        this.statement = StatementField.ALL.stream()
                .filter(field -> !field.isLater() || rows.has(field.name()))
                .map(field -> field.match(new ReaderOfField(cursor(field.name()))))
                .toArray(FieldReader<?>[]::new);
        this.subjectId = rows.column(Layout.SUBJECT_ID);
        this.deliveredOn = cursor(EvidenceColumns.DELIVERED_ON.name());
        this.fate = cursor(EvidenceColumns.FATE.name());
        this.endsOn = later(EvidenceColumns.ENDS_ON);
        this.endedAfter = later(EvidenceColumns.ENDED_AFTER);
    }

    private LogCursor cursor(String column) {
        LogCursor cursor = new LogCursor(part, rows.column(column), shared);
        all.add(cursor);
        return cursor;
    }

    private @Nullable LogCursor later(ColumnSpec<?> column) {
        return rows.has(column.name()) ? cursor(column.name()) : null;
    }

    boolean next() {
        boolean more = true;
        for (LogCursor cursor : all) {
            more &= cursor.next();
        }
        return more;
    }

    /** Text that is not valid is reported by {@link #entry}. */
    boolean isOf(KeyShare share) {
        return share.share() == 1
                || subjectId.isNull()
                || share.takes(subjectId.bytesArray(), subjectId.bytesOffset(), subjectId.bytesLength());
    }

    LogEntry entry() {
        Statement.Builder read = Statement.builder();
        for (FieldReader<?> field : statement) {
            field.read(read);
        }
        return new LogEntry(
                read.build(),
                deliveredOn.day(),
                fate.present(fate.constant(FATES)),
                endsOn == null ? null : endsOn.day(),
                endedAfter == null ? null : period(endedAfter));
    }

    private static @Nullable Period period(LogCursor column) {
        String text = column.word();
        try {
            return text == null ? null : Period.parse(text);
        } catch (DateTimeParseException noPeriod) {
            throw column.damaged();
        }
    }
}
