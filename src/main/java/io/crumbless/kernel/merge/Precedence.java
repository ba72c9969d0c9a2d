package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.ConstantWords;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.kernel.profile.Utf8Order;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order of statements of one attribute, by which the first one counts: the later one; of two at the same moment,
 * the withdrawal, then the one with fewer purposes, then the one with the smaller id. The remaining criteria only make
 * the order total, so that it never depends on arrival. The value is compared last, so that deleting a value never
 * moves a statement.
 */
final class Precedence {
    private static final List<Comparator<Statement>> FIELDS = Stream.concat(
                    StatementField.ALL.stream()
                            .filter(Predicate.isEqual(StatementField.VALUE).negate()),
                    Stream.of(StatementField.VALUE))
            .map(field -> field.match(new OfField()))
            .toList();

    /** The statement that counts comes first. */
    static final Comparator<Statement> ORDER = Comparator.comparingLong(Statement::declaredAtMicros)
            .reversed()
            .thenComparing(Statement::action, Comparator.comparing(action -> action == Action.WITHDRAW ? 0 : 1))
            .thenComparingInt(statement -> statement.purposes().size())
            .thenComparing(Statement::declarationId, Utf8Order::compare)
            .thenComparing(Precedence::compareFields);

    private Precedence() {}

    private static int compareFields(Statement left, Statement right) {
        for (Comparator<Statement> field : FIELDS) {
            int compared = field.compare(left, right);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /** Compares by one field; statements without a value come first. */
    private static final class OfField implements StatementField.Cases<Comparator<Statement>> {
        @Override
        public Comparator<Statement> ofSubject(StatementField<SubjectId> field) {
            return by(field, Comparator.naturalOrder());
        }

        @Override
        public <E extends Enum<E>> Comparator<Statement> ofConstant(StatementField<E> field, ConstantWords<E> words) {
            return by(field, Comparator.naturalOrder());
        }

        @Override
        public Comparator<Statement> ofWord(StatementField<String> field) {
            return by(field, Utf8Order::compare);
        }

        @Override
        public Comparator<Statement> ofText(StatementField<String> field) {
            return by(field, Utf8Order::compare);
        }

        @Override
        public Comparator<Statement> ofWords(StatementField<List<String>> field) {
            return by(field, OfField::compareWords);
        }

        @Override
        public Comparator<Statement> ofFlag(StatementField<Boolean> field) {
            return by(field, Comparator.naturalOrder());
        }

        @Override
        public Comparator<Statement> ofDay(StatementField<Integer> field) {
            return by(field, Comparator.naturalOrder());
        }

        @Override
        public Comparator<Statement> ofMoment(StatementField<Long> field) {
            return by(field, Comparator.naturalOrder());
        }

        private static <T> Comparator<Statement> by(StatementField<T> field, Comparator<T> order) {
            Comparator<@Nullable T> orNothing = Comparator.nullsFirst(order);
            return (left, right) -> orNothing.compare(left.get(field), right.get(field));
        }

        private static int compareWords(List<String> left, List<String> right) {
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                int compared = Utf8Order.compare(left.get(i), right.get(i));
                if (compared != 0) {
                    return compared;
                }
            }
            return Integer.compare(left.size(), right.size());
        }
    }
}
