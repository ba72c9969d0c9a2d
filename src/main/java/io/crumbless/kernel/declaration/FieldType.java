package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.SubjectId;
import java.util.List;

/**
 * The type of a field of a statement; {@link StatementField.Cases} describes each type.
 *
 * @param <T> type of its values
 */
sealed interface FieldType<T> {
    /** Calls the case of this type for one of its fields. */
    <R> R match(StatementField<T> field, StatementField.Cases<R> cases);

    /** Whether its values are words of a vocabulary, which sources may spell differently. */
    default boolean isOfWords() {
        return false;
    }

    record SubjectType() implements FieldType<SubjectId> {
        @Override
        public <R> R match(StatementField<SubjectId> field, StatementField.Cases<R> cases) {
            return cases.ofSubject(field);
        }
    }

    record ConstantType<E extends Enum<E>>(ConstantWords<E> words) implements FieldType<E> {
        @Override
        public <R> R match(StatementField<E> field, StatementField.Cases<R> cases) {
            return cases.ofConstant(field, words);
        }

        @Override
        public boolean isOfWords() {
            return true;
        }
    }

    record WordType() implements FieldType<String> {
        @Override
        public <R> R match(StatementField<String> field, StatementField.Cases<R> cases) {
            return cases.ofWord(field);
        }

        @Override
        public boolean isOfWords() {
            return true;
        }
    }

    record TextType() implements FieldType<String> {
        @Override
        public <R> R match(StatementField<String> field, StatementField.Cases<R> cases) {
            return cases.ofText(field);
        }
    }

    record WordsType() implements FieldType<List<String>> {
        @Override
        public <R> R match(StatementField<List<String>> field, StatementField.Cases<R> cases) {
            return cases.ofWords(field);
        }

        @Override
        public boolean isOfWords() {
            return true;
        }
    }

    record FlagType() implements FieldType<Boolean> {
        @Override
        public <R> R match(StatementField<Boolean> field, StatementField.Cases<R> cases) {
            return cases.ofFlag(field);
        }

        @Override
        public boolean isOfWords() {
            return true;
        }
    }

    record DayType() implements FieldType<Integer> {
        @Override
        public <R> R match(StatementField<Integer> field, StatementField.Cases<R> cases) {
            return cases.ofDay(field);
        }
    }

    record MomentType() implements FieldType<Long> {
        @Override
        public <R> R match(StatementField<Long> field, StatementField.Cases<R> cases) {
            return cases.ofMoment(field);
        }
    }
}
