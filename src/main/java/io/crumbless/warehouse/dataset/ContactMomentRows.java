package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.profile.SubjectId;
import java.util.List;

/** Writes the dataset {@code contact_moments}: when people want to be contacted. */
public final class ContactMomentRows {
    private static final ColumnSpec<TextColumn> ATTRIBUTE = ColumnSpec.text(
                    "attribute", 2_011, "The declared date it is derived from")
            .inEveryRow();
    private static final ColumnSpec<TextColumn> PURPOSE = ColumnSpec.text(
                    "purpose", 2_012, "The one purpose it may be used for")
            .inEveryRow();
    private static final ColumnSpec<TextColumn> CHANNEL =
            ColumnSpec.text("channel", 2_013, "The channel the person chose").inEveryRow();
    // Derived from a declared date, which may be of a special category: no statistics.
    private static final ColumnSpec<DateColumn> OPENS =
            ColumnSpec.date("opens", 2_014, "First day").inEveryRow().withoutStatistics();
    private static final ColumnSpec<DateColumn> CLOSES =
            ColumnSpec.date("closes", 2_015, "Last day").inEveryRow().withoutStatistics();
    private static final ColumnSpec<TextColumn> SOURCE = SnapshotColumns.source("Source of the declaration");
    private static final ColumnSpec<TextColumn> DECLARATION_ID = SnapshotColumns.declarationId(
                    "The declaration, unique within its source")
            .inEveryRow();

    static final TableSchema SCHEMA = ColumnSpec.schema(
            "contact_moment",
            List.of(
                    SnapshotColumns.SUBJECT_ID,
                    ATTRIBUTE,
                    PURPOSE,
                    CHANNEL,
                    OPENS,
                    CLOSES,
                    SOURCE,
                    DECLARATION_ID,
                    SnapshotColumns.RUN_ID));

    private static final TextColumn SUBJECT = SnapshotColumns.SUBJECT_ID.in(SCHEMA);
    private static final TextColumn FROM_ATTRIBUTE = ATTRIBUTE.in(SCHEMA);
    private static final TextColumn FOR_PURPOSE = PURPOSE.in(SCHEMA);
    private static final TextColumn ON_CHANNEL = CHANNEL.in(SCHEMA);
    private static final DateColumn FIRST_DAY = OPENS.in(SCHEMA);
    private static final DateColumn LAST_DAY = CLOSES.in(SCHEMA);
    private static final TextColumn FROM_SOURCE = SOURCE.in(SCHEMA);
    private static final TextColumn FROM_DECLARATION = DECLARATION_ID.in(SCHEMA);
    private static final TextColumn RUN = SnapshotColumns.RUN_ID.in(SCHEMA);

    private ContactMomentRows() {}

    public static void write(PartWriter out, String runId, SubjectId subject, ContactMoment moment) {
        out.beginRow();
        SUBJECT.write(out, subject.value());
        FROM_ATTRIBUTE.write(out, moment.attribute());
        FOR_PURPOSE.write(out, moment.purpose());
        ON_CHANNEL.write(out, moment.channel());
        FIRST_DAY.write(out, Math.toIntExact(moment.opens().toEpochDay()));
        LAST_DAY.write(out, Math.toIntExact(moment.closes().toEpochDay()));
        FROM_SOURCE.write(out, moment.source());
        FROM_DECLARATION.write(out, moment.declarationId());
        RUN.write(out, runId);
        out.endRow();
    }

    public static ContactMoment read(GroupRow row) {
        return new ContactMoment(
                row.required(ATTRIBUTE.name()),
                row.required(PURPOSE.name()),
                row.required(CHANNEL.name()),
                row.day(OPENS.name()),
                row.day(CLOSES.name()),
                row.required(SOURCE.name()),
                row.required(DECLARATION_ID.name()));
    }
}
