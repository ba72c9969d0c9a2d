package io.crumbless.night.delivery;

import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.night.delivery.CanonicalColumn.Need;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The canonical columns of declarations, in the order of {@link RawStatement}. */
final class DeclarationColumns {
    static final List<CanonicalColumn> ALL = List.of(
            always("declaration_id"),
            always("subject_id"),
            always("action"),
            always("attribute"),
            declares("value"),
            declares("purposes"),
            declares("notice_id"),
            declares("notice_version"),
            declares("notice_language"),
            declares("channel"),
            declares("elicitation"),
            declares("declared_by"),
            sometimes("recorded_by"),
            sometimes("confirmed"),
            always("declared_at"),
            sometimes("valid_until"),
            sometimes("jurisdiction"),
            sometimes("legal_basis"),
            sometimes("evidence_ref"),
            sometimes("revised_at"));

    /** Place of the subject's id among them. */
    static final int SUBJECT_ID = 1;

    private DeclarationColumns() {}

    /** @param texts by the columns above */
    static RawStatement statement(@Nullable String[] texts) {
        return new RawStatement(
                texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], texts[7], texts[8], texts[9],
                texts[10], texts[11], texts[12], texts[13], texts[14], texts[15], texts[16], texts[17], texts[18],
                texts[19]);
    }

    private static CanonicalColumn always(String name) {
        return new CanonicalColumn(name, Need.EVERY_RECORD);
    }

    private static CanonicalColumn declares(String name) {
        return new CanonicalColumn(name, Need.EVERY_DECLARATION);
    }

    private static CanonicalColumn sometimes(String name) {
        return new CanonicalColumn(name, Need.SOME);
    }
}
