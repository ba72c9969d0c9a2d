package io.crumbless.warehouse.dataset;

import io.crumbless.kernel.declaration.ConstantWords;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.SubjectId;
import java.util.List;

/** The column of the evidence log for a field of statements. */
final class ColumnOfField implements StatementField.Cases<StatementColumn<?, ?>> {
    @Override
    public StatementColumn<?, ?> ofSubject(StatementField<SubjectId> field) {
        return StatementColumn.of(field, text(field), column -> (out, subject) -> column.write(out, subject.value()));
    }

    @Override
    public <E extends Enum<E>> StatementColumn<?, ?> ofConstant(StatementField<E> field, ConstantWords<E> words) {
        return StatementColumn.of(
                field, text(field), column -> (out, constant) -> column.write(out, words.word(constant)));
    }

    @Override
    public StatementColumn<?, ?> ofWord(StatementField<String> field) {
        return StatementColumn.of(field, text(field), column -> column::write);
    }

    @Override
    public StatementColumn<?, ?> ofText(StatementField<String> field) {
        return StatementColumn.of(field, text(field), column -> column::write);
    }

    /** Every row has a list, possibly empty. */
    @Override
    public StatementColumn<?, ?> ofWords(StatementField<List<String>> field) {
        return StatementColumn.of(
                field,
                ColumnSpec.texts(field.name(), field.number(), field.number() + 1, field.description()),
                column -> column::write);
    }

    @Override
    public StatementColumn<?, ?> ofFlag(StatementField<Boolean> field) {
        return StatementColumn.of(
                field,
                required(field, ColumnSpec.yesOrNo(field.name(), field.number(), field.description())),
                column -> column::write);
    }

    @Override
    public StatementColumn<?, ?> ofDay(StatementField<Integer> field) {
        return StatementColumn.of(
                field,
                required(field, ColumnSpec.date(field.name(), field.number(), field.description())),
                column -> column::write);
    }

    @Override
    public StatementColumn<?, ?> ofMoment(StatementField<Long> field) {
        return StatementColumn.of(
                field,
                required(field, ColumnSpec.micros(field.name(), field.number(), field.description())),
                column -> column::write);
    }

    private static ColumnSpec<TextColumn> text(StatementField<?> field) {
        return required(field, ColumnSpec.text(field.name(), field.number(), field.description()));
    }

    private static <H> ColumnSpec<H> required(StatementField<?> field, ColumnSpec<H> spec) {
        return field.isRequired() ? spec.inEveryRow() : spec;
    }
}
