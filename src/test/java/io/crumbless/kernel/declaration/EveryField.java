package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.SubjectId;
import java.util.List;

/** A statement in which every field has a value that no other field has. */
public record EveryField(String subject, Statement.Builder statement)
        implements StatementField.Cases<Statement.Builder> {
    public static Statement of(String subject) {
        EveryField fields = new EveryField(subject, Statement.builder());
        StatementField.ALL.forEach(field -> field.match(fields));
        return fields.statement.build();
    }

    @Override
    public Statement.Builder ofSubject(StatementField<SubjectId> field) {
        return statement.with(field, new SubjectId(subject));
    }

    @Override
    public <E extends Enum<E>> Statement.Builder ofConstant(StatementField<E> field, ConstantWords<E> words) {
        E[] constants = words.type().getEnumConstants();
        return statement.with(field, constants[constants.length - 1]);
    }

    @Override
    public Statement.Builder ofWord(StatementField<String> field) {
        return statement.with(field, "the word of " + field.name());
    }

    @Override
    public Statement.Builder ofText(StatementField<String> field) {
        return statement.with(field, "the text of " + field.name());
    }

    @Override
    public Statement.Builder ofWords(StatementField<List<String>> field) {
        return statement.with(field, List.of("a word of " + field.name(), "another word"));
    }

    @Override
    public Statement.Builder ofFlag(StatementField<Boolean> field) {
        return statement.with(field, true);
    }

    @Override
    public Statement.Builder ofDay(StatementField<Integer> field) {
        return statement.with(field, 20_000 + field.index());
    }

    @Override
    public Statement.Builder ofMoment(StatementField<Long> field) {
        return statement.with(field, 1_700_000_000_000_000L + field.index());
    }
}
