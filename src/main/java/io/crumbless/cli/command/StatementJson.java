package io.crumbless.cli.command;

import io.crumbless.kernel.declaration.ConstantWords;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement as JSON, by field name; null if it has no value. */
record StatementJson(Statement statement, Map<String, @Nullable Object> result)
        implements StatementField.Cases<Map<String, @Nullable Object>> {
    /** Fields that are shown elsewhere: the notice is one object, and the person is that of the entire answer. */
    private static final Set<StatementField<?>> ELSEWHERE =
            Set.of(StatementField.SUBJECT_ID, StatementField.NOTICE_VERSION, StatementField.NOTICE_LANGUAGE);

    /** @param notice replaces the fields of the notice */
    static void put(Map<String, @Nullable Object> result, Statement statement, @Nullable Object notice) {
        StatementJson json = new StatementJson(statement, result);
        for (StatementField<?> field : StatementField.ALL) {
            if (field == StatementField.NOTICE_ID) {
                result.put("notice", notice);
            } else if (!ELSEWHERE.contains(field)) {
                field.match(json);
            }
        }
    }

    @Override
    public Map<String, @Nullable Object> ofSubject(StatementField<SubjectId> field) {
        return put(field, SubjectId::value);
    }

    @Override
    public <E extends Enum<E>> Map<String, @Nullable Object> ofConstant(
            StatementField<E> field, ConstantWords<E> words) {
        return put(field, words::word);
    }

    @Override
    public Map<String, @Nullable Object> ofWord(StatementField<String> field) {
        return put(field, value -> value);
    }

    @Override
    public Map<String, @Nullable Object> ofText(StatementField<String> field) {
        return put(field, value -> value);
    }

    @Override
    public Map<String, @Nullable Object> ofWords(StatementField<List<String>> field) {
        return put(field, value -> value);
    }

    @Override
    public Map<String, @Nullable Object> ofFlag(StatementField<Boolean> field) {
        return put(field, value -> value);
    }

    @Override
    public Map<String, @Nullable Object> ofDay(StatementField<Integer> field) {
        return put(field, epochDay -> LocalDate.ofEpochDay(epochDay).toString());
    }

    @Override
    public Map<String, @Nullable Object> ofMoment(StatementField<Long> field) {
        return put(
                field, micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
    }

    private <T> Map<String, @Nullable Object> put(StatementField<T> field, Function<T, Object> json) {
        T value = statement.get(field);
        result.put(field.name(), value == null ? null : json.apply(value));
        return result;
    }
}
