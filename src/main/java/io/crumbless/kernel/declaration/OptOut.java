package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.SubjectId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An opt-out of sale, of sharing or of uses of sensitive values, delivered by a list of the shop or by the register of
 * requests. It is logged as a withdrawal, and so applies to every spelling of the id and on every later night.
 *
 * @param source name of the source that delivers it
 * @param scopes at least one
 * @param atMicros when the person opted out, microseconds since the epoch, UTC; what was declared later may count
 *     again. Of an undated one, the last moment at which the list is known to name the person
 * @param dated whether the delivery gives the time; a list without times is an opt-out for as long as it names the
 *     person
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

    /** As the evidence log holds it. */
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

    /** Whether two statements are the same undated opt-out, which a list repeats night after night. */
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
