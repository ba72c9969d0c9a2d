package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.SubjectId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An opt-out of sale, of sharing or of uses of sensitive values, delivered by an opt-out list of the shop or by the
 * register of requests. It is logged as a withdrawal, and so applies to every spelling of the id and on every later
 * night.
 *
 * @param source name of the source that delivered it
 * @param scopes at least one
 * @param atMicros when the person opted out, microseconds since the epoch, UTC; later declarations may count again. For
 *     an undated one, the latest moment at which the list is known to contain the person
 * @param dated whether the delivery has a time; on a list without times, a person is opted out for as long as the list
 *     contains them
 */
public record OptOut(String source, SubjectId subject, Set<OptOutScope> scopes, long atMicros, boolean dated) {
    private static final String DATED = "opt-out";
    private static final String UNDATED = "opt-out-undated";

    public OptOut {
        scopes = Set.copyOf(scopes);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("An opt-out is about something");
        }
    }

    /** The withdrawal that represents it in the evidence log. */
    public Statement statement() {
        List<String> words =
                scopes.stream().map(OptOutScope::purposeWord).sorted().toList();
        return Statement.builder()
                .with(StatementField.SOURCE, source)
                .with(StatementField.DECLARATION_ID, dated ? DATED : UNDATED)
                .with(StatementField.SUBJECT_ID, subject)
                .with(StatementField.ACTION, Action.WITHDRAW)
                .with(StatementField.ATTRIBUTE, Statement.EVERYTHING)
                .with(StatementField.PURPOSES, words)
                .with(StatementField.DECLARED_BY, DeclaredBy.SELF)
                .with(StatementField.CONFIRMED, false)
                .with(StatementField.DECLARED_AT, atMicros)
                .build();
    }

    /** Whether both statements are the same undated opt-out, repeated by a list night after night. */
    public static boolean repeats(Statement delivered, @Nullable Statement logged) {
        return logged != null
                && delivered.declarationId().equals(UNDATED)
                && logged.declarationId().equals(UNDATED)
                && !delivered.declares()
                && !logged.declares()
                && delivered.source().equals(logged.source())
                && delivered.purposes().equals(logged.purposes())
                && OptOutScope.areAll(delivered.purposes());
    }
}
