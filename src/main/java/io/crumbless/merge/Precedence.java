package io.crumbless.merge;

import io.crumbless.declaration.Action;
import io.crumbless.declaration.Statement;
import java.util.Comparator;
import java.util.List;

/**
 * Which of two statements of one attribute counts: the later one; of two at the same moment the denial, then the one with
 * fewer purposes, then the smaller id. The rest only makes the order total, so that it never depends on arrival.
 */
final class Precedence {
    private static final Comparator<List<String>> PURPOSES = (left, right) -> {
        int bySize = Integer.compare(left.size(), right.size());
        return bySize != 0 ? bySize : String.join(";", left).compareTo(String.join(";", right));
    };

    /** The one that counts comes first. */
    static final Comparator<Statement> ORDER = Comparator.comparingLong(Statement::declaredAtMicros)
            .reversed()
            .thenComparing(Statement::action, Comparator.comparing(action -> action == Action.WITHDRAW ? 0 : 1))
            .thenComparing(Statement::purposes, PURPOSES)
            .thenComparing(Statement::declarationId)
            .thenComparing(Statement::source)
            .thenComparing(Statement::attribute)
            .thenComparing(Statement::value, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(statement -> String.valueOf(statement.notice()))
            .thenComparing(statement -> rest(statement));

    private Precedence() {}

    private static String rest(Statement statement) {
        return String.join(
                "\u0000",
                String.valueOf(statement.channel()),
                String.valueOf(statement.elicitation()),
                statement.declaredBy().word(),
                String.valueOf(statement.recordedBy()),
                Boolean.toString(statement.confirmed()),
                String.valueOf(statement.validUntilEpochDay()),
                String.valueOf(statement.jurisdiction()),
                String.valueOf(statement.legalBasis()),
                String.valueOf(statement.evidenceRef()));
    }
}
