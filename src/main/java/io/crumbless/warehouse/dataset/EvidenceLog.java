package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.NoticeRef;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dataset {@code declarations}: every admitted statement, one per row, sorted by subject, and what became of it. It
 * bears no run id, so that what a night did not touch can be carried on as it is.
 */
public final class EvidenceLog {
    /** Name of the dataset and of its folder. */
    public static final String NAME = "declarations";

    /** Values, ids and references have no statistics: the smallest value of a column is somebody's. */
    public static final TableSchema SCHEMA = TableSchema.of(
            NAME,
            List.of(
                    text("subject_id", 1, "Customer id of the person who spoke").inEveryRow(),
                    text("source", 2, "Source in the job file").inEveryRow(),
                    text("declaration_id", 3, "Id of the statement, unique within its source")
                            .inEveryRow()
                            .withoutStatistics()
                            .hardlyRepeating(),
                    text("action", 4, "declare or withdraw").inEveryRow(),
                    text("attribute", 5, "Attribute of the catalogue; * in a withdrawal of everything")
                            .inEveryRow(),
                    text("value", 6, "Canonical text of the value; null in withdrawals and once it is gone")
                            .withoutStatistics(),
                    Column.list("purposes", 7, 8, ColumnType.TEXT)
                            .describedAs("Purposes declared or withdrawn; empty in a withdrawal of all purposes"),
                    text("notice_id", 9, "Notice the person was shown"),
                    text("notice_version", 10, "Version of the notice"),
                    text("notice_language", 11, "Language in which it was shown"),
                    text("channel", 12, "Through what the person spoke"),
                    text("elicitation", 13, "How the person came to speak"),
                    text("declared_by", 14, "self, or guardian for a minor").inEveryRow(),
                    text("recorded_by", 15, "Pseudonym of who wrote it down, on assisted channels")
                            .withoutStatistics(),
                    Column.of("confirmed", 16, ColumnType.BOOLEAN)
                            .describedAs("Whether it was read back and agreed to")
                            .inEveryRow(),
                    Column.of("declared_at", 17, ColumnType.TIMESTAMP_MICROS)
                            .describedAs("When the person spoke, UTC")
                            .inEveryRow()
                            .hardlyRepeating(),
                    Column.of("valid_until", 18, ColumnType.DATE)
                            .describedAs("Last day on which the person allowed its use"),
                    text("jurisdiction", 19, "Whose law applies"),
                    text("legal_basis", 20, "Legal basis named with the statement"),
                    text("evidence_ref", 21, "Where the form or recording is kept")
                            .withoutStatistics()
                            .hardlyRepeating(),
                    Column.of("delivered_on", 22, ColumnType.DATE)
                            .describedAs("Date of the first delivery that held it; null if the delivery bears none"),
                    text("fate", 23, "What became of it on the night of this snapshot")
                            .inEveryRow(),
                    // It may follow from a declared date: no smallest and largest.
                    Column.of("ends_on", 24, ColumnType.DATE)
                            .describedAs(
                                    "Last day on which the value may be used, as reported; never moved to a later day")
                            .withoutStatistics(),
                    Column.of("revised_at", 25, ColumnType.TIMESTAMP_MICROS)
                            .describedAs("When the source last changed the record, UTC; null where it is not mapped")
                            .hardlyRepeating(),
                    text("ended_after", 26, "Of a date that ended by itself: how long after its day, by the policy")));

    /** Columns that logs of earlier versions do not have. */
    static final Set<String> ADDED_LATER = Set.of("ends_on", "revised_at", "ended_after");

    private static final int SUBJECT_ID = SCHEMA.leaf("subject_id");
    private static final int SOURCE = SCHEMA.leaf("source");
    private static final int DECLARATION_ID = SCHEMA.leaf("declaration_id");
    private static final int ACTION = SCHEMA.leaf("action");
    private static final int ATTRIBUTE = SCHEMA.leaf("attribute");
    private static final int VALUE = SCHEMA.leaf("value");
    private static final int PURPOSES = SCHEMA.leaf("purposes");
    private static final int NOTICE_ID = SCHEMA.leaf("notice_id");
    private static final int NOTICE_VERSION = SCHEMA.leaf("notice_version");
    private static final int NOTICE_LANGUAGE = SCHEMA.leaf("notice_language");
    private static final int CHANNEL = SCHEMA.leaf("channel");
    private static final int ELICITATION = SCHEMA.leaf("elicitation");
    private static final int DECLARED_BY = SCHEMA.leaf("declared_by");
    private static final int RECORDED_BY = SCHEMA.leaf("recorded_by");
    private static final int CONFIRMED = SCHEMA.leaf("confirmed");
    private static final int DECLARED_AT = SCHEMA.leaf("declared_at");
    private static final int VALID_UNTIL = SCHEMA.leaf("valid_until");
    private static final int JURISDICTION = SCHEMA.leaf("jurisdiction");
    private static final int LEGAL_BASIS = SCHEMA.leaf("legal_basis");
    private static final int EVIDENCE_REF = SCHEMA.leaf("evidence_ref");
    private static final int DELIVERED_ON = SCHEMA.leaf("delivered_on");
    private static final int FATE = SCHEMA.leaf("fate");
    private static final int ENDS_ON = SCHEMA.leaf("ends_on");
    private static final int REVISED_AT = SCHEMA.leaf("revised_at");
    private static final int ENDED_AFTER = SCHEMA.leaf("ended_after");

    private EvidenceLog() {}

    private static Column text(String name, int id, String description) {
        return Column.of(name, id, ColumnType.TEXT).describedAs(description);
    }

    /**
     * Writes one row.
     *
     * @throws IllegalArgumentException if the entry still holds a value that its fate says is gone
     */
    public static void write(PartWriter out, LogEntry entry) {
        Statement statement = entry.statement();
        if (statement.value() != null && !entry.fate().keepsValue()) {
            throw new IllegalArgumentException(
                    "Cannot log a value of fate " + entry.fate().word() + ": it must be gone");
        }
        out.beginRow();
        out.text(SUBJECT_ID, statement.subject().value());
        out.text(SOURCE, statement.source());
        out.text(DECLARATION_ID, statement.declarationId());
        out.text(ACTION, statement.action().word());
        out.text(ATTRIBUTE, statement.attribute());
        text(out, VALUE, statement.value());
        out.texts(PURPOSES, statement.purposes());
        writeCircumstances(out, statement);
        Integer deliveredOn = entry.deliveredOnEpochDay();
        if (deliveredOn != null) {
            out.day(DELIVERED_ON, deliveredOn);
        }
        out.text(FATE, entry.fate().word());
        Integer endsOn = entry.endsOnEpochDay();
        if (endsOn != null) {
            out.day(ENDS_ON, endsOn);
        }
        Long revisedAt = statement.revisedAtMicros();
        if (revisedAt != null) {
            out.micros(REVISED_AT, revisedAt);
        }
        text(
                out,
                ENDED_AFTER,
                entry.endedAfter() == null ? null : entry.endedAfter().toString());
        out.endRow();
    }

    private static void writeCircumstances(PartWriter out, Statement statement) {
        NoticeRef notice = statement.notice();
        if (notice != null) {
            out.text(NOTICE_ID, notice.id());
            out.text(NOTICE_VERSION, notice.version());
            out.text(NOTICE_LANGUAGE, notice.language());
        }
        text(out, CHANNEL, statement.channel());
        text(out, ELICITATION, statement.elicitation());
        out.text(DECLARED_BY, statement.declaredBy().word());
        text(out, RECORDED_BY, statement.recordedBy());
        out.flag(CONFIRMED, statement.confirmed());
        out.micros(DECLARED_AT, statement.declaredAtMicros());
        Integer validUntil = statement.validUntilEpochDay();
        if (validUntil != null) {
            out.day(VALID_UNTIL, validUntil);
        }
        text(out, JURISDICTION, statement.jurisdiction());
        text(out, LEGAL_BASIS, statement.legalBasis());
        text(out, EVIDENCE_REF, statement.evidenceRef());
    }

    private static void text(PartWriter out, int leaf, @Nullable String value) {
        if (value != null) {
            out.text(leaf, value);
        }
    }
}
