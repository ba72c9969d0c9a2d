package io.crumbless.answers.explain;

import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.kernel.declaration.ConstantWords;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.SubjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a statement from a row of the evidence log, field by field. */
record StatementOfRow(GroupRow row, SubjectId subject, Statement.Builder statement)
        implements StatementField.Cases<Statement.Builder> {
    /** @param subject subject of the row */
    static Statement read(GroupRow row, SubjectId subject) {
        StatementOfRow fields = new StatementOfRow(row, subject, Statement.builder());
        StatementField.ALL.stream()
                .filter(field -> !field.isLater() || row.has(field.name()))
                .forEach(field -> field.match(fields));
        return fields.statement.build();
    }

    @Override
    public Statement.Builder ofSubject(StatementField<SubjectId> field) {
        return statement.with(field, subject);
    }

    @Override
    public <E extends Enum<E>> Statement.Builder ofConstant(StatementField<E> field, ConstantWords<E> words) {
        String word = row.text(field.name());
        return statement.with(field, word == null ? null : words.constant(word));
    }

    @Override
    public Statement.Builder ofWord(StatementField<String> field) {
        return statement.with(field, row.text(field.name()));
    }

    @Override
    public Statement.Builder ofText(StatementField<String> field) {
        return statement.with(field, row.text(field.name()));
    }

    @Override
    public Statement.Builder ofWords(StatementField<List<String>> field) {
        return statement.with(field, row.texts(field.name()));
    }

    @Override
    public Statement.Builder ofFlag(StatementField<Boolean> field) {
        return statement.with(field, number(field) == null ? null : row.flag(field.name()));
    }

    @Override
    public Statement.Builder ofDay(StatementField<Integer> field) {
        return statement.with(field, row.epochDay(field.name()));
    }

    @Override
    public Statement.Builder ofMoment(StatementField<Long> field) {
        return statement.with(field, number(field) == null ? null : row.micros(field.name()));
    }

    /** Null if the column has no value. */
    private @Nullable String number(StatementField<?> field) {
        return row.text(field.name());
    }
}
