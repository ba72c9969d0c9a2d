package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SubjectId;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * One row of the evidence log.
 *
 * @param deliveredOnEpochDay date of the first delivery that contained the statement, in days since the epoch; null if
 *     that delivery has no date
 * @param fate its outcome on the night of the snapshot
 * @param endsOnEpochDay last day on which its value may be used, as reported so far; in days since the epoch. Null if
 *     no end is known or the log contains no value. A later night never moves it to a later day
 * @param endedAfter for a date that has expired by itself, how long after its day the policy kept it; else null.
 *     Distinguishes another date under the same id from the expired one
 */
public record LogEntry(
        Statement statement,
        @Nullable Integer deliveredOnEpochDay,
        Fate fate,
        @Nullable Integer endsOnEpochDay,
        @Nullable Period endedAfter) {
    /** An entry without a known end. */
    public LogEntry(Statement statement, @Nullable Integer deliveredOnEpochDay, Fate fate) {
        this(statement, deliveredOnEpochDay, fate, null, null);
    }

    /** The same entry with an end no later than a day, in days since the epoch. */
    public LogEntry endingBy(int epochDay) {
        return endsOnEpochDay != null && endsOnEpochDay <= epochDay
                ? this
                : new LogEntry(statement, deliveredOnEpochDay, fate, epochDay, endedAfter);
    }

    /** The same entry, for the subject whose id is the folded key of this one's. */
    public LogEntry spelt(IdFold ids) {
        String subject = statement.subject().value();
        String key = ids.key(subject);
        return key.equals(subject)
                ? this
                : new LogEntry(statement.by(new SubjectId(key)), deliveredOnEpochDay, fate, endsOnEpochDay, endedAfter);
    }
}
