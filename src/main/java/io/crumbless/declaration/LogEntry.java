package io.crumbless.declaration;

import io.crumbless.profile.IdFold;
import io.crumbless.profile.SubjectId;
import org.jspecify.annotations.Nullable;

/**
 * One row of the evidence log.
 *
 * @param deliveredOnEpochDay date of the first delivery that held the statement, in days since the epoch; null where the
 *     delivery bears no date
 * @param fate what became of it on the night of the snapshot
 */
public record LogEntry(Statement statement, @Nullable Integer deliveredOnEpochDay, Fate fate) {
    /** The same, of the subject whose id is the key of this one's. */
    public LogEntry spelt(IdFold ids) {
        String subject = statement.subject().value();
        String key = ids.key(subject);
        return key.equals(subject) ? this : new LogEntry(statement.by(new SubjectId(key)), deliveredOnEpochDay, fate);
    }
}
