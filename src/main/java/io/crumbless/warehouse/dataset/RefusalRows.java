package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.merge.Position;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes and reads the dataset {@code refusals}: every record that was refused or quarantined, and why. */
public final class RefusalRows {
    private static final ColumnSpec<TextColumn> SUBJECT_ID =
            ColumnSpec.text(Layout.SUBJECT_ID, 2_001, "The person, where the record named it");
    private static final ColumnSpec<TextColumn> SOURCE = SnapshotColumns.source("Source of the record");
    private static final ColumnSpec<TextColumn> FILE =
            ColumnSpec.text("file", 2_031, "Delivered file or table").inEveryRow();
    private static final ColumnSpec<Int64Column> POSITION = ColumnSpec.int64(
                    "position", 2_032, "Line in a text file, else row number; the first is 1")
            .inEveryRow();
    private static final ColumnSpec<TextColumn> REASON =
            ColumnSpec.text("reason", 2_033, "Why, as a code").inEveryRow();
    private static final ColumnSpec<TextColumn> DECLARATION_ID =
            SnapshotColumns.declarationId("The declaration, where the record named it");

    static final TableSchema SCHEMA = ColumnSpec.schema(
            "refusal", List.of(SUBJECT_ID, SOURCE, FILE, POSITION, REASON, DECLARATION_ID, SnapshotColumns.RUN_ID));

    private static final TextColumn SUBJECT = SUBJECT_ID.in(SCHEMA);
    private static final TextColumn OF_SOURCE = SOURCE.in(SCHEMA);
    private static final TextColumn IN_FILE = FILE.in(SCHEMA);
    private static final Int64Column AT = POSITION.in(SCHEMA);
    private static final TextColumn WHY = REASON.in(SCHEMA);
    private static final TextColumn DECLARATION = DECLARATION_ID.in(SCHEMA);
    private static final TextColumn RUN = SnapshotColumns.RUN_ID.in(SCHEMA);

    /**
     * A refused record.
     *
     * @param subject null if the record did not name it, or the person is erased
     * @param reason a code
     * @param declarationId null for legacy records and if it could not be read
     */
    public record Row(
            @Nullable String subject,
            Position position,
            String reason,
            @Nullable String declarationId) {}

    /** Receives rows in their order. */
    public interface Sink {
        void refusal(Row row) throws IOException;
    }

    private RefusalRows() {}

    public static void write(PartWriter out, String runId, Row row) {
        out.beginRow();
        SUBJECT.write(out, row.subject());
        OF_SOURCE.write(out, row.position().source());
        IN_FILE.write(out, row.position().file());
        AT.write(out, row.position().at());
        WHY.write(out, row.reason());
        DECLARATION.write(out, row.declarationId());
        RUN.write(out, runId);
        out.endRow();
    }

    public static Row read(GroupRow row) {
        return new Row(
                row.text(SUBJECT_ID.name()),
                new Position(row.required(SOURCE.name()), row.required(FILE.name()), row.whole(POSITION.name())),
                row.required(REASON.name()),
                row.text(DECLARATION_ID.name()));
    }

    /** Reads every row of a part. */
    public static void read(ParquetTable part, Sink sink) throws IOException {
        List<String> columns = ColumnSpec.names(List.of(SUBJECT_ID, SOURCE, FILE, POSITION, REASON, DECLARATION_ID));
        for (int group = 0; group < part.rowGroups(); group++) {
            try (RowGroupReader rows = part.rowGroup(group, columns)) {
                ColumnCursor subject = rows.column(SUBJECT_ID.name());
                ColumnCursor source = rows.column(SOURCE.name());
                ColumnCursor file = rows.column(FILE.name());
                ColumnCursor position = rows.column(POSITION.name());
                ColumnCursor reason = rows.column(REASON.name());
                ColumnCursor declaration = rows.column(DECLARATION_ID.name());
                while (rows.next()) {
                    sink.refusal(new Row(
                            textOrNothing(subject),
                            new Position(present(source.text()), present(file.text()), position.whole()),
                            present(reason.text()),
                            textOrNothing(declaration)));
                }
            }
        }
    }

    private static @Nullable String textOrNothing(ColumnCursor cursor) {
        return cursor.isNull() ? null : cursor.text();
    }

    private static String present(@Nullable String text) {
        return Objects.requireNonNull(text, "a published file lacks a text that every row has");
    }
}
