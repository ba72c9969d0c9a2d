package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.StatementField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each column of a delivery becomes the field of its name. */
@Tag("unit")
class DeclarationColumnsTest {
    private static final List<String> NAMES =
            DeclarationColumns.ALL.stream().map(CanonicalColumn::name).toList();

    /** A column that stood for another would deliver one text as the other. */
    @Test
    void everyColumnIsTheFieldOfItsName() {
        RawStatement raw = RawStatement.of(NAMES.toArray(new @Nullable String[0]));

        assertThat(StatementField.DELIVERED).hasSize(NAMES.size()).allSatisfy(field -> assertThat(raw.text(field))
                .isEqualTo(field.name()));
        assertThat(DeclarationColumns.subjectId(NAMES.toArray(new @Nullable String[0])))
                .isEqualTo("subject_id");
    }

    @Test
    void whiteSpaceAroundATextIsNoPartOfIt() {
        @Nullable
        String[] texts = NAMES.stream().map(name -> " \t" + name + " ").toArray(String[]::new);
        texts[NAMES.indexOf("value")] = "  ";

        RawStatement raw = RawStatement.of(texts);

        assertThat(raw.text(StatementField.NOTICE_LANGUAGE)).isEqualTo("notice_language");
        assertThat(raw.text(StatementField.VALUE)).isNull();
    }

    @Test
    void whatRecordsHaveInCommonMayBeAConstant() {
        assertThat(StatementMappingReader.CONSTANTS)
                .containsExactlyInAnyOrder(
                        "purposes",
                        "notice-id",
                        "notice-version",
                        "notice-language",
                        "channel",
                        "elicitation",
                        "declared-by",
                        "recorded-by",
                        "confirmed",
                        "valid-until",
                        "jurisdiction",
                        "legal-basis",
                        "evidence-ref");
    }

    @Test
    void whatHasWordsMayHaveOthersInASource() {
        assertThat(StatementMappingReader.WORDS)
                .containsExactlyInAnyOrder(
                        "action",
                        "purposes",
                        "notice-id",
                        "notice-version",
                        "notice-language",
                        "channel",
                        "elicitation",
                        "declared-by",
                        "confirmed",
                        "jurisdiction",
                        "legal-basis");
    }
}
