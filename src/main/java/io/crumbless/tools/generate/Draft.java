package io.crumbless.tools.generate;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.StatementField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement before it is written: the canonical columns as text, null if empty. */
final class Draft {
    /** The generated fields, in the order of the columns. */
    private static final List<StatementField<?>> FIELDS = List.of(
            StatementField.DECLARATION_ID,
            StatementField.SUBJECT_ID,
            StatementField.ACTION,
            StatementField.ATTRIBUTE,
            StatementField.VALUE,
            StatementField.PURPOSES,
            StatementField.NOTICE_ID,
            StatementField.NOTICE_VERSION,
            StatementField.NOTICE_LANGUAGE,
            StatementField.CHANNEL,
            StatementField.ELICITATION,
            StatementField.DECLARED_BY,
            StatementField.RECORDED_BY,
            StatementField.CONFIRMED,
            StatementField.DECLARED_AT,
            StatementField.VALID_UNTIL,
            StatementField.JURISDICTION,
            StatementField.LEGAL_BASIS,
            StatementField.EVIDENCE_REF);

    static final TableLayout LAYOUT =
            new TableLayout("declaration", FIELDS.stream().map(Draft::column).toList());

    /** Position of a field's column, by {@link StatementField#index()}. */
    private static final int[] COLUMNS =
            StatementField.ALL.stream().mapToInt(FIELDS::indexOf).toArray();

    /** The attribute of the statement; used by {@link DeliveryFault}. */
    final Attribute about;

    final Person person;
    final long epochDay;
    final int secondOfDay;

    @Nullable
    String declarationId;

    @Nullable
    String subjectId;

    @Nullable
    String action;

    @Nullable
    String attribute;

    @Nullable
    String value;

    List<String> purposes = List.of();

    @Nullable
    String noticeId;

    @Nullable
    String noticeVersion;

    @Nullable
    String noticeLanguage;

    @Nullable
    String channel;

    @Nullable
    String elicitation;

    @Nullable
    String declaredBy;

    @Nullable
    String recordedBy;

    @Nullable
    String confirmed;

    @Nullable
    String declaredAt;

    @Nullable
    String validUntil;

    @Nullable
    String jurisdiction;

    @Nullable
    String legalBasis;

    @Nullable
    String evidenceRef;

    boolean spoilt;

    Draft(Attribute about, Person person, long epochDay, int secondOfDay) {
        this.about = about;
        this.person = person;
        this.epochDay = epochDay;
        this.secondOfDay = secondOfDay;
    }

    private static TableLayout.Column column(StatementField<?> field) {
        return field == StatementField.PURPOSES ? TableLayout.list(field.name()) : TableLayout.text(field.name());
    }

    void write(RowFile out) {
        put(out, StatementField.DECLARATION_ID, declarationId);
        put(out, StatementField.SUBJECT_ID, subjectId);
        put(out, StatementField.ACTION, action);
        put(out, StatementField.ATTRIBUTE, attribute);
        put(out, StatementField.VALUE, value);
        if (!purposes.isEmpty()) {
            out.list(COLUMNS[StatementField.PURPOSES.index()], purposes);
        }
        put(out, StatementField.NOTICE_ID, noticeId);
        put(out, StatementField.NOTICE_VERSION, noticeVersion);
        put(out, StatementField.NOTICE_LANGUAGE, noticeLanguage);
        put(out, StatementField.CHANNEL, channel);
        put(out, StatementField.ELICITATION, elicitation);
        put(out, StatementField.DECLARED_BY, declaredBy);
        put(out, StatementField.RECORDED_BY, recordedBy);
        put(out, StatementField.CONFIRMED, confirmed);
        put(out, StatementField.DECLARED_AT, declaredAt);
        put(out, StatementField.VALID_UNTIL, validUntil);
        put(out, StatementField.JURISDICTION, jurisdiction);
        put(out, StatementField.LEGAL_BASIS, legalBasis);
        put(out, StatementField.EVIDENCE_REF, evidenceRef);
        if (spoilt) {
            out.spoil();
        }
        out.endRow();
    }

    private static void put(RowFile out, StatementField<?> field, @Nullable String text) {
        if (text != null) {
            out.text(COLUMNS[field.index()], text);
        }
    }
}
