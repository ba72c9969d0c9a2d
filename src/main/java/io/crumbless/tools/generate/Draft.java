package io.crumbless.tools.generate;

import io.crumbless.kernel.catalogue.Attribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement before it is written: the canonical columns as text, null for nothing. */
final class Draft {
    static final TableLayout LAYOUT = new TableLayout(
            "declaration",
            List.of(
                    TableLayout.text("declaration_id"),
                    TableLayout.text("subject_id"),
                    TableLayout.text("action"),
                    TableLayout.text("attribute"),
                    TableLayout.text("value"),
                    TableLayout.list("purposes"),
                    TableLayout.text("notice_id"),
                    TableLayout.text("notice_version"),
                    TableLayout.text("notice_language"),
                    TableLayout.text("channel"),
                    TableLayout.text("elicitation"),
                    TableLayout.text("declared_by"),
                    TableLayout.text("recorded_by"),
                    TableLayout.text("confirmed"),
                    TableLayout.text("declared_at"),
                    TableLayout.text("valid_until"),
                    TableLayout.text("jurisdiction"),
                    TableLayout.text("legal_basis"),
                    TableLayout.text("evidence_ref")));

    /** What is spoken of; for {@link DeliveryFault} to look at. */
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

    void write(RowFile out) {
        put(out, 0, declarationId);
        put(out, 1, subjectId);
        put(out, 2, action);
        put(out, 3, attribute);
        put(out, 4, value);
        if (!purposes.isEmpty()) {
            out.list(5, purposes);
        }
        put(out, 6, noticeId);
        put(out, 7, noticeVersion);
        put(out, 8, noticeLanguage);
        put(out, 9, channel);
        put(out, 10, elicitation);
        put(out, 11, declaredBy);
        put(out, 12, recordedBy);
        put(out, 13, confirmed);
        put(out, 14, declaredAt);
        put(out, 15, validUntil);
        put(out, 16, jurisdiction);
        put(out, 17, legalBasis);
        put(out, 18, evidenceRef);
        if (spoilt) {
            out.spoil();
        }
        out.endRow();
    }

    private static void put(RowFile out, int column, @Nullable String text) {
        if (text != null) {
            out.text(column, text);
        }
    }
}
