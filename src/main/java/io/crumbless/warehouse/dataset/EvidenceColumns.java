package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.TableSchema;
import java.util.List;
import java.util.Set;

/**
 * The columns of the evidence log. Values, ids and references have no statistics: the smallest value of a column is somebody's.
 */
final class EvidenceColumns {
    static final ColumnSpec<TextColumn> SUBJECT_ID = ColumnSpec.text(
                    "subject_id", 1, "Customer id of the person who spoke")
            .inEveryRow();
    static final ColumnSpec<TextColumn> SOURCE =
            ColumnSpec.text("source", 2, "Source in the job file").inEveryRow();
    static final ColumnSpec<TextColumn> DECLARATION_ID = ColumnSpec.text(
                    "declaration_id", 3, "Id of the statement, unique within its source")
            .inEveryRow()
            .withoutStatistics()
            .hardlyRepeating();
    static final ColumnSpec<TextColumn> ACTION =
            ColumnSpec.text("action", 4, "declare or withdraw").inEveryRow();
    static final ColumnSpec<TextColumn> ATTRIBUTE = ColumnSpec.text(
                    "attribute", 5, "Attribute of the catalogue; * in a withdrawal of everything")
            .inEveryRow();
    static final ColumnSpec<TextColumn> VALUE = ColumnSpec.text(
                    "value", 6, "Canonical text of the value; null in withdrawals and once it is gone")
            .withoutStatistics();
    static final ColumnSpec<TextListColumn> PURPOSES =
            ColumnSpec.texts("purposes", 7, 8, "Purposes declared or withdrawn; empty in a withdrawal of all purposes");
    static final ColumnSpec<TextColumn> NOTICE_ID = ColumnSpec.text("notice_id", 9, "Notice the person was shown");
    static final ColumnSpec<TextColumn> NOTICE_VERSION = ColumnSpec.text("notice_version", 10, "Version of the notice");
    static final ColumnSpec<TextColumn> NOTICE_LANGUAGE =
            ColumnSpec.text("notice_language", 11, "Language in which it was shown");
    static final ColumnSpec<TextColumn> CHANNEL = ColumnSpec.text("channel", 12, "Through what the person spoke");
    static final ColumnSpec<TextColumn> ELICITATION =
            ColumnSpec.text("elicitation", 13, "How the person came to speak");
    static final ColumnSpec<TextColumn> DECLARED_BY =
            ColumnSpec.text("declared_by", 14, "self, or guardian for a minor").inEveryRow();
    static final ColumnSpec<TextColumn> RECORDED_BY = ColumnSpec.text(
                    "recorded_by", 15, "Pseudonym of who wrote it down, on assisted channels")
            .withoutStatistics();
    static final ColumnSpec<BooleanColumn> CONFIRMED = ColumnSpec.yesOrNo(
                    "confirmed", 16, "Whether it was read back and agreed to")
            .inEveryRow();
    static final ColumnSpec<MicrosColumn> DECLARED_AT = ColumnSpec.micros(
                    "declared_at", 17, "When the person spoke, UTC")
            .inEveryRow()
            .hardlyRepeating();
    static final ColumnSpec<DateColumn> VALID_UNTIL =
            ColumnSpec.date("valid_until", 18, "Last day on which the person allowed its use");
    static final ColumnSpec<TextColumn> JURISDICTION = ColumnSpec.text("jurisdiction", 19, "Whose law applies");
    static final ColumnSpec<TextColumn> LEGAL_BASIS =
            ColumnSpec.text("legal_basis", 20, "Legal basis named with the statement");
    static final ColumnSpec<TextColumn> EVIDENCE_REF = ColumnSpec.text(
                    "evidence_ref", 21, "Where the form or recording is kept")
            .withoutStatistics()
            .hardlyRepeating();
    static final ColumnSpec<DateColumn> DELIVERED_ON = ColumnSpec.date(
            "delivered_on", 22, "Date of the first delivery that held it; null if the delivery bears none");
    static final ColumnSpec<TextColumn> FATE = ColumnSpec.text(
                    "fate", 23, "What became of it on the night of this snapshot")
            .inEveryRow();
    // It may follow from a declared date: no smallest and largest.
    static final ColumnSpec<DateColumn> ENDS_ON = ColumnSpec.date(
                    "ends_on", 24, "Last day on which the value may be used, as reported; never moved to a later day")
            .withoutStatistics();
    static final ColumnSpec<MicrosColumn> REVISED_AT = ColumnSpec.micros(
                    "revised_at", 25, "When the source last changed the record, UTC; null where it is not mapped")
            .hardlyRepeating();
    static final ColumnSpec<TextColumn> ENDED_AFTER =
            ColumnSpec.text("ended_after", 26, "Of a date that ended by itself: how long after its day, by the policy");

    static final TableSchema SCHEMA = TableSchema.of(
            EvidenceLog.NAME,
            List.<ColumnSpec<?>>of(
                            SUBJECT_ID,
                            SOURCE,
                            DECLARATION_ID,
                            ACTION,
                            ATTRIBUTE,
                            VALUE,
                            PURPOSES,
                            NOTICE_ID,
                            NOTICE_VERSION,
                            NOTICE_LANGUAGE,
                            CHANNEL,
                            ELICITATION,
                            DECLARED_BY,
                            RECORDED_BY,
                            CONFIRMED,
                            DECLARED_AT,
                            VALID_UNTIL,
                            JURISDICTION,
                            LEGAL_BASIS,
                            EVIDENCE_REF,
                            DELIVERED_ON,
                            FATE,
                            ENDS_ON,
                            REVISED_AT,
                            ENDED_AFTER)
                    .stream()
                    .map(ColumnSpec::column)
                    .<Field>map(column -> column)
                    .toList());

    /** Columns that logs of earlier versions do not have. */
    static final Set<String> ADDED_LATER = Set.of(ENDS_ON.name(), REVISED_AT.name(), ENDED_AFTER.name());

    private EvidenceColumns() {}
}
