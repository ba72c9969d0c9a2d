package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.SubjectId;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the dataset {@code removals}: how many legacy values were removed, by subject, source and origin;
 * nothing from which a segment could be inferred.
 */
public final class RemovalRows {
    private static final ColumnSpec<TextColumn> SOURCE = SnapshotColumns.source("Legacy source");
    private static final ColumnSpec<TextColumn> ORIGIN =
            ColumnSpec.text("origin", 2_021, "How the values had come to be").inEveryRow();
    private static final ColumnSpec<Int64Column> VALUES =
            ColumnSpec.int64("values", 2_022, "How many values went").inEveryRow();

    static final TableSchema SCHEMA = ColumnSpec.schema(
            "removal", List.of(SnapshotColumns.SUBJECT_ID, SOURCE, ORIGIN, VALUES, SnapshotColumns.RUN_ID));

    private static final TextColumn SUBJECT = SnapshotColumns.SUBJECT_ID.in(SCHEMA);
    private static final TextColumn OF_SOURCE = SOURCE.in(SCHEMA);
    private static final TextColumn OF_ORIGIN = ORIGIN.in(SCHEMA);
    private static final Int64Column HOW_MANY = VALUES.in(SCHEMA);
    private static final TextColumn RUN = SnapshotColumns.RUN_ID.in(SCHEMA);

    /** Receives rows in their order. */
    public interface Sink {
        void removal(String subject, Removal removal) throws IOException;
    }

    private RemovalRows() {}

    public static void write(PartWriter out, String runId, SubjectId subject, Removal removal) {
        out.beginRow();
        SUBJECT.write(out, subject.value());
        OF_SOURCE.write(out, removal.source());
        OF_ORIGIN.write(out, removal.origin().word());
        HOW_MANY.write(out, removal.values());
        RUN.write(out, runId);
        out.endRow();
    }

    public static Removal read(GroupRow row) {
        return new Removal(row.required(SOURCE.name()), origin(row.text(ORIGIN.name())), row.whole(VALUES.name()));
    }

    /** Reads every row of a part. */
    public static void read(ParquetTable part, Sink sink) throws IOException {
        List<String> columns = ColumnSpec.names(List.of(SnapshotColumns.SUBJECT_ID, SOURCE, ORIGIN, VALUES));
        for (int group = 0; group < part.rowGroups(); group++) {
            try (RowGroupReader rows = part.rowGroup(group, columns)) {
                ColumnCursor subject = rows.column(Layout.SUBJECT_ID);
                ColumnCursor source = rows.column(SOURCE.name());
                ColumnCursor origin = rows.column(ORIGIN.name());
                ColumnCursor values = rows.column(VALUES.name());
                while (rows.next()) {
                    sink.removal(
                            present(subject.text()),
                            new Removal(present(source.text()), origin(origin.text()), values.whole()));
                }
            }
        }
    }

    private static Origin origin(@Nullable String word) {
        return Origin.ofWord(String.valueOf(word)).orElse(Origin.UNKNOWN);
    }

    private static String present(@Nullable String text) {
        return Objects.requireNonNull(text, "a published file lacks a text that every row has");
    }
}
