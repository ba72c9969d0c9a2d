package io.crumbless.warehouse.dataset;

import io.crumbless.kernel.declaration.ConstantWords;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.SubjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reader of a field of statements, by the type of the field. */
record ReaderOfField(LogCursor column) implements StatementField.Cases<FieldReader<?>> {
    @Override
    public FieldReader<?> ofSubject(StatementField<SubjectId> field) {
        return new FieldReader<>(field, column, this::subject);
    }

    private @Nullable SubjectId subject() {
        String text = column.text();
        return text == null || !SubjectId.isValid(text) ? null : new SubjectId(text);
    }

    @Override
    public <E extends Enum<E>> FieldReader<?> ofConstant(StatementField<E> field, ConstantWords<E> words) {
        return new FieldReader<>(field, column, () -> column.constant(words));
    }

    @Override
    public FieldReader<?> ofWord(StatementField<String> field) {
        return new FieldReader<>(field, column, column::word);
    }

    @Override
    public FieldReader<?> ofText(StatementField<String> field) {
        return new FieldReader<>(field, column, column::text);
    }

    @Override
    public FieldReader<?> ofWords(StatementField<List<String>> field) {
        return new FieldReader<>(field, column, column::words);
    }

    @Override
    public FieldReader<?> ofFlag(StatementField<Boolean> field) {
        return new FieldReader<>(field, column, column::flag);
    }

    @Override
    public FieldReader<?> ofDay(StatementField<Integer> field) {
        return new FieldReader<>(field, column, column::day);
    }

    @Override
    public FieldReader<?> ofMoment(StatementField<Long> field) {
        return new FieldReader<>(field, column, column::micros);
    }
}
