package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.SubjectId;
import java.util.List;

/**
 * What a field of a statement holds; what each type means is said at {@link StatementField.Cases}.
 *
 * @param <T> type of its values
 */
sealed interface FieldType<T> {
    /** The case of the type, for a field of it. */
    <R> R match(StatementField<T> field, StatementField.Cases<R> cases);

    /** Whether its values are words, for which a source may have others. */
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
