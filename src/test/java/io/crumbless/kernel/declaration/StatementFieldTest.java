package io.crumbless.kernel.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A field has one name and one number, and a statement does not mix up fields. */
@Tag("unit")
class StatementFieldTest {
    @Test
    void everyFieldIsListedUnderItsOwnName() throws ReflectiveOperationException {
        List<StatementField<?>> constants = new ArrayList<>();
        for (Field constant : StatementField.class.getFields()) {
            if (constant.getType() == StatementField.class) {
                StatementField<?> field = (StatementField<?>) constant.get(null);
                assertThat(constant.getName().toLowerCase(Locale.ROOT)).isEqualTo(field.name());
                constants.add(field);
            }
        }
        assertThat(StatementField.ALL).containsExactlyInAnyOrderElementsOf(constants);
        assertThat(StatementField.ALL).extracting(StatementField::number).doesNotHaveDuplicates();
        assertThat(StatementField.ALL).allSatisfy(field -> assertThat(StatementField.ALL.get(field.index()))
                .isSameAs(field));
    }

    @Test
    void aStatementIsAnotherWithAnotherValueInAnyField() {
        Statement whole = EveryField.of("C-1");
        for (StatementField<?> field : StatementField.ALL) {
            assertThat(whole.get(field)).as(field.name()).isNotNull();
            if (!field.isRequired()) {
                assertThat(without(field)).as(field.name()).isNotEqualTo(whole);
                assertThat(without(field).get(field)).isNull();
            }
        }
        assertThat(EveryField.of("C-1")).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(EveryField.of("C-2")).isNotEqualTo(whole);
    }

    @Test
    void aFieldThatEveryStatementHasCannotBeLeftOut() {
        for (StatementField<?> field : StatementField.ALL) {
            if (field.isRequired()) {
                assertThatThrownBy(() -> without(field))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("Missing " + field.name() + ": every statement has it");
            }
        }
    }

    /** A statement that is judged again has the delivered texts. */
    @Test
    void aStatementIsDeliveredAgainFieldByField() {
        RawStatement raw = RawStatement.of(EveryField.of("C-1"));

        assertThat(StatementField.ALL)
                .allSatisfy(
                        field -> assertThat(raw.text(field)).as(field.name()).isNotNull());
        assertThat(raw.text(StatementField.CHANNEL)).isEqualTo("the word of channel");
        assertThat(raw.text(StatementField.ACTION)).isEqualTo("withdraw");
        assertThat(raw.text(StatementField.PURPOSES)).isEqualTo("a word of purposes;another word");
        assertThat(raw.text(StatementField.CONFIRMED)).isEqualTo("true");
        assertThat(raw.text(StatementField.DECLARED_AT)).startsWith("2023-11-14T22:13:20.0000");
        assertThat(raw.text(StatementField.VALID_UNTIL)).startsWith("2024-1");
    }

    private static <T> Statement without(StatementField<T> field) {
        EveryField fields = new EveryField("C-1", Statement.builder());
        StatementField.ALL.forEach(each -> each.match(fields));
        return fields.statement().with(field, null).build();
    }
}
