package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.NoticeRef;

/**
 * The dataset {@code declarations}: every admitted statement, one per row, sorted by subject, and what became of it. It
 * bears no run id, so that what a night did not touch can be carried on as it is.
 */
public final class EvidenceLog {
    /** Name of the dataset and of its folder. */
    public static final String NAME = "declarations";

    public static final TableSchema SCHEMA = EvidenceColumns.SCHEMA;

    private static final TextColumn SUBJECT_ID = EvidenceColumns.SUBJECT_ID.in(SCHEMA);
    private static final TextColumn SOURCE = EvidenceColumns.SOURCE.in(SCHEMA);
    private static final TextColumn DECLARATION_ID = EvidenceColumns.DECLARATION_ID.in(SCHEMA);
    private static final TextColumn ACTION = EvidenceColumns.ACTION.in(SCHEMA);
    private static final TextColumn ATTRIBUTE = EvidenceColumns.ATTRIBUTE.in(SCHEMA);
    private static final TextColumn VALUE = EvidenceColumns.VALUE.in(SCHEMA);
    private static final TextListColumn PURPOSES = EvidenceColumns.PURPOSES.in(SCHEMA);
    private static final TextColumn NOTICE_ID = EvidenceColumns.NOTICE_ID.in(SCHEMA);
    private static final TextColumn NOTICE_VERSION = EvidenceColumns.NOTICE_VERSION.in(SCHEMA);
    private static final TextColumn NOTICE_LANGUAGE = EvidenceColumns.NOTICE_LANGUAGE.in(SCHEMA);
    private static final TextColumn CHANNEL = EvidenceColumns.CHANNEL.in(SCHEMA);
    private static final TextColumn ELICITATION = EvidenceColumns.ELICITATION.in(SCHEMA);
    private static final TextColumn DECLARED_BY = EvidenceColumns.DECLARED_BY.in(SCHEMA);
    private static final TextColumn RECORDED_BY = EvidenceColumns.RECORDED_BY.in(SCHEMA);
    private static final BooleanColumn CONFIRMED = EvidenceColumns.CONFIRMED.in(SCHEMA);
    private static final MicrosColumn DECLARED_AT = EvidenceColumns.DECLARED_AT.in(SCHEMA);
    private static final DateColumn VALID_UNTIL = EvidenceColumns.VALID_UNTIL.in(SCHEMA);
    private static final TextColumn JURISDICTION = EvidenceColumns.JURISDICTION.in(SCHEMA);
    private static final TextColumn LEGAL_BASIS = EvidenceColumns.LEGAL_BASIS.in(SCHEMA);
    private static final TextColumn EVIDENCE_REF = EvidenceColumns.EVIDENCE_REF.in(SCHEMA);
    private static final DateColumn DELIVERED_ON = EvidenceColumns.DELIVERED_ON.in(SCHEMA);
    private static final TextColumn FATE = EvidenceColumns.FATE.in(SCHEMA);
    private static final DateColumn ENDS_ON = EvidenceColumns.ENDS_ON.in(SCHEMA);
    private static final MicrosColumn REVISED_AT = EvidenceColumns.REVISED_AT.in(SCHEMA);
    private static final TextColumn ENDED_AFTER = EvidenceColumns.ENDED_AFTER.in(SCHEMA);

    private EvidenceLog() {}

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
        SUBJECT_ID.write(out, statement.subject().value());
        SOURCE.write(out, statement.source());
        DECLARATION_ID.write(out, statement.declarationId());
        ACTION.write(out, statement.action().word());
        ATTRIBUTE.write(out, statement.attribute());
        VALUE.write(out, statement.value());
        PURPOSES.write(out, statement.purposes());
        writeCircumstances(out, statement);
        DELIVERED_ON.write(out, entry.deliveredOnEpochDay());
        FATE.write(out, entry.fate().word());
        ENDS_ON.write(out, entry.endsOnEpochDay());
        REVISED_AT.writeIfThere(out, statement.revisedAtMicros());
        ENDED_AFTER.write(
                out, entry.endedAfter() == null ? null : entry.endedAfter().toString());
        out.endRow();
    }

    private static void writeCircumstances(PartWriter out, Statement statement) {
        NoticeRef notice = statement.notice();
        if (notice != null) {
            NOTICE_ID.write(out, notice.id());
            NOTICE_VERSION.write(out, notice.version());
            NOTICE_LANGUAGE.write(out, notice.language());
        }
        CHANNEL.write(out, statement.channel());
        ELICITATION.write(out, statement.elicitation());
        DECLARED_BY.write(out, statement.declaredBy().word());
        RECORDED_BY.write(out, statement.recordedBy());
        CONFIRMED.write(out, statement.confirmed());
        DECLARED_AT.write(out, statement.declaredAtMicros());
        VALID_UNTIL.write(out, statement.validUntilEpochDay());
        JURISDICTION.write(out, statement.jurisdiction());
        LEGAL_BASIS.write(out, statement.legalBasis());
        EVIDENCE_REF.write(out, statement.evidenceRef());
    }
}
