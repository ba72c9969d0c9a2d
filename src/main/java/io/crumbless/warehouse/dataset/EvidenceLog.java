package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;

/**
 * Writes the dataset {@code declarations}: every admitted statement with its fate, one per row, sorted by subject. Rows
 * contain no run id, so that rows that a night does not change can be copied.
 */
public final class EvidenceLog {
    /** Name of the dataset and of its folder. */
    public static final String NAME = "declarations";

    public static final TableSchema SCHEMA = EvidenceColumns.SCHEMA;

    private static final StatementCell<?>[] STATEMENT = EvidenceColumns.OF_STATEMENT.stream()
            .map(column -> column.in(SCHEMA))
            .toArray(StatementCell<?>[]::new);
    private static final DateColumn DELIVERED_ON = EvidenceColumns.DELIVERED_ON.in(SCHEMA);
    private static final TextColumn FATE = EvidenceColumns.FATE.in(SCHEMA);
    private static final DateColumn ENDS_ON = EvidenceColumns.ENDS_ON.in(SCHEMA);
    private static final TextColumn ENDED_AFTER = EvidenceColumns.ENDED_AFTER.in(SCHEMA);

    private EvidenceLog() {}

    /**
     * Writes one row.
     *
     * @throws IllegalArgumentException if the entry has a value although its fate requires that it is deleted
     */
    public static void write(PartWriter out, LogEntry entry) {
        Statement statement = entry.statement();
        if (statement.value() != null && !entry.fate().keepsValue()) {
            throw new IllegalArgumentException(
                    "Cannot log a value of fate " + entry.fate().word() + ": it must be gone");
        }
        out.beginRow();
        for (StatementCell<?> cell : STATEMENT) {
            cell.write(out, statement);
        }
        DELIVERED_ON.write(out, entry.deliveredOnEpochDay());
        FATE.write(out, entry.fate().word());
        ENDS_ON.write(out, entry.endsOnEpochDay());
        ENDED_AFTER.write(
                out, entry.endedAfter() == null ? null : entry.endedAfter().toString());
        out.endRow();
    }
}
