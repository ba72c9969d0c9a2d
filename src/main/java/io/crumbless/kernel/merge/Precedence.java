package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Utf8Order;
import java.util.Comparator;
import java.util.List;

/**
 * Which of two statements of one attribute counts: the later one; of two at the same moment the denial, then the one with
 * fewer purposes, then the smaller id. The rest only makes the order total, so that it never depends on arrival; the value
 * stands last, so that letting it go never moves a statement.
 */
final class Precedence {
    private static final Comparator<String> TEXT = Utf8Order::compare;
    private static final Comparator<String> TEXT_OR_NOTHING = Comparator.nullsFirst(TEXT);
    private static final Comparator<Integer> DAY_OR_NOTHING = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<Long> MOMENT_OR_NOTHING = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<NoticeRef> NOTICE = Comparator.nullsFirst(Comparator.comparing(NoticeRef::id, TEXT)
            .thenComparing(NoticeRef::version, TEXT)
            .thenComparing(NoticeRef::language, TEXT));

    /** The one that counts comes first. */
    static final Comparator<Statement> ORDER = Comparator.comparingLong(Statement::declaredAtMicros)
            .reversed()
            .thenComparing(Statement::action, Comparator.comparing(action -> action == Action.WITHDRAW ? 0 : 1))
            .thenComparingInt(statement -> statement.purposes().size())
            .thenComparing(Statement::declarationId, TEXT)
            .thenComparing(Statement::source, TEXT)
            .thenComparing(Statement::attribute, TEXT)
            .thenComparing(Statement::purposes, Precedence::compareTexts)
            .thenComparing(Statement::notice, NOTICE)
            .thenComparing(Statement::channel, TEXT_OR_NOTHING)
            .thenComparing(Statement::elicitation, TEXT_OR_NOTHING)
            .thenComparing(Statement::declaredBy)
            .thenComparing(Statement::recordedBy, TEXT_OR_NOTHING)
            .thenComparing(Statement::confirmed)
            .thenComparing(Statement::validUntilEpochDay, DAY_OR_NOTHING)
            .thenComparing(Statement::jurisdiction, TEXT_OR_NOTHING)
            .thenComparing(Statement::legalBasis, TEXT_OR_NOTHING)
            .thenComparing(Statement::evidenceRef, TEXT_OR_NOTHING)
            .thenComparing(Statement::revisedAtMicros, MOMENT_OR_NOTHING)
            .thenComparing(Statement::value, TEXT_OR_NOTHING);

    private Precedence() {}

    /** Of lists equally long. */
    private static int compareTexts(List<String> left, List<String> right) {
        for (int i = 0; i < left.size(); i++) {
            int compared = TEXT.compare(left.get(i), right.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }
}
