package io.crumbless.night.delivery;

import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.night.delivery.CanonicalColumn.Need;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The canonical columns of declarations: one per delivered field, under its name. */
final class DeclarationColumns {
    /** In the order of {@link StatementField#DELIVERED}. */
    static final List<CanonicalColumn> ALL =
            StatementField.DELIVERED.stream().map(DeclarationColumns::column).toList();

    private static final int SUBJECT_ID = StatementField.DELIVERED.indexOf(StatementField.SUBJECT_ID);

    private DeclarationColumns() {}

    /** @param texts of a record, by {@link #ALL} */
    static @Nullable String subjectId(@Nullable String[] texts) {
        return texts[SUBJECT_ID];
    }

    /** The column of a field. */
    static CanonicalColumn column(StatementField<?> field) {
        return new CanonicalColumn(
                field.name(),
                switch (field.deliveredIn()) {
                    case EVERY_RECORD -> Need.EVERY_RECORD;
                    case EVERY_DECLARATION -> Need.EVERY_DECLARATION;
                    case SOME_RECORDS -> Need.SOME;
                    case NO_RECORD -> throw new IllegalArgumentException("No column: " + field + " is not delivered");
                });
    }
}
