package io.crumbless.night.delivery;

import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.night.delivery.CanonicalColumn.Need;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The canonical columns of declarations. */
final class DeclarationColumns {
    static final List<CanonicalColumn> ALL =
            Arrays.stream(Field.values()).map(Field::column).toList();

    private DeclarationColumns() {}

    /** The fields of a delivered declaration, each in a column of its name. */
    enum Field {
        DECLARATION_ID(Need.EVERY_RECORD),
        SUBJECT_ID(Need.EVERY_RECORD),
        ACTION(Need.EVERY_RECORD),
        ATTRIBUTE(Need.EVERY_RECORD),
        VALUE(Need.EVERY_DECLARATION),
        PURPOSES(Need.EVERY_DECLARATION),
        NOTICE_ID(Need.EVERY_DECLARATION),
        NOTICE_VERSION(Need.EVERY_DECLARATION),
        NOTICE_LANGUAGE(Need.EVERY_DECLARATION),
        CHANNEL(Need.EVERY_DECLARATION),
        ELICITATION(Need.EVERY_DECLARATION),
        DECLARED_BY(Need.EVERY_DECLARATION),
        RECORDED_BY(Need.SOME),
        CONFIRMED(Need.SOME),
        DECLARED_AT(Need.EVERY_RECORD),
        VALID_UNTIL(Need.SOME),
        JURISDICTION(Need.SOME),
        LEGAL_BASIS(Need.SOME),
        EVIDENCE_REF(Need.SOME),
        REVISED_AT(Need.SOME);

        private final Need need;

        Field(Need need) {
            this.need = need;
        }

        private CanonicalColumn column() {
            return new CanonicalColumn(name().toLowerCase(Locale.ROOT), need);
        }

        /** @param texts of a record, by {@link #ALL} */
        @Nullable
        String of(@Nullable String[] texts) {
            return texts[ordinal()];
        }
    }

    /** @param texts of a record, by {@link #ALL} */
    static RawStatement statement(@Nullable String[] texts) {
        return new RawStatement(
                Field.DECLARATION_ID.of(texts),
                Field.SUBJECT_ID.of(texts),
                Field.ACTION.of(texts),
                Field.ATTRIBUTE.of(texts),
                Field.VALUE.of(texts),
                Field.PURPOSES.of(texts),
                Field.NOTICE_ID.of(texts),
                Field.NOTICE_VERSION.of(texts),
                Field.NOTICE_LANGUAGE.of(texts),
                Field.CHANNEL.of(texts),
                Field.ELICITATION.of(texts),
                Field.DECLARED_BY.of(texts),
                Field.RECORDED_BY.of(texts),
                Field.CONFIRMED.of(texts),
                Field.DECLARED_AT.of(texts),
                Field.VALID_UNTIL.of(texts),
                Field.JURISDICTION.of(texts),
                Field.LEGAL_BASIS.of(texts),
                Field.EVIDENCE_REF.of(texts),
                Field.REVISED_AT.of(texts));
    }
}
