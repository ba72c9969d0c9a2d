package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The text of each field of a statement as a source would deliver it. */
final class DeliveredForm implements StatementField.Cases<Function<Statement, @Nullable String>> {
    /** By {@link StatementField#index()}. */
    private static final List<Function<Statement, @Nullable String>> FORMS = StatementField.ALL.stream()
            .<Function<Statement, @Nullable String>>map(field -> field.match(new DeliveredForm()))
            .toList();

    private DeliveredForm() {}

    /** Texts by {@link StatementField#index()}. */
    static @Nullable String[] of(Statement statement) {
        @Nullable String[] texts = new @Nullable String[FORMS.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = FORMS.get(i).apply(statement);
        }
        return texts;
    }

    @Override
    public Function<Statement, @Nullable String> ofSubject(StatementField<SubjectId> field) {
        return written(field, SubjectId::value);
    }

    @Override
    public <E extends Enum<E>> Function<Statement, @Nullable String> ofConstant(
            StatementField<E> field, ConstantWords<E> words) {
        return written(field, words::word);
    }

    @Override
    public Function<Statement, @Nullable String> ofWord(StatementField<String> field) {
        return statement -> statement.get(field);
    }

    @Override
    public Function<Statement, @Nullable String> ofText(StatementField<String> field) {
        return statement -> statement.get(field);
    }

    @Override
    public Function<Statement, @Nullable String> ofWords(StatementField<List<String>> field) {
        return written(field, words -> String.join(";", words));
    }

    @Override
    public Function<Statement, @Nullable String> ofFlag(StatementField<Boolean> field) {
        return written(field, String::valueOf);
    }

    @Override
    public Function<Statement, @Nullable String> ofDay(StatementField<Integer> field) {
        return written(field, day -> LocalDate.ofEpochDay(day).toString());
    }

    @Override
    public Function<Statement, @Nullable String> ofMoment(StatementField<Long> field) {
        return written(
                field, micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
    }

    private static <T> Function<Statement, @Nullable String> written(
            StatementField<T> field, Function<T, String> text) {
        return statement -> {
            T value = statement.get(field);
            return value == null ? null : text.apply(value);
        };
    }
}
