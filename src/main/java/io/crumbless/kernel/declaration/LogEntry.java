package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SubjectId;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * One row of the evidence log.
 *
 * @param deliveredOnEpochDay date of the first delivery that held the statement, in days since the epoch; null where
 *     the delivery bears no date
 * @param fate its outcome on the night of the snapshot
 * @param endsOnEpochDay last day on which its value may be used, as reported so far; in days since the epoch, null
 *     where no end is known and where the log does not hold a value. A later night never moves it to a later day
 * @param endedAfter of a date that ended by itself: the time the policy had let it go on after its day; else null.
 *     Distinguishes another date under the same id from the one that is gone
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

    /** The same, ending no later than on a day, in days since the epoch. */
    public LogEntry endingBy(int epochDay) {
        return endsOnEpochDay != null && endsOnEpochDay <= epochDay
                ? this
                : new LogEntry(statement, deliveredOnEpochDay, fate, epochDay, endedAfter);
    }

    /** The same, of the subject whose id is the key of this one's. */
    public LogEntry spelt(IdFold ids) {
        String subject = statement.subject().value();
        String key = ids.key(subject);
        return key.equals(subject)
                ? this
                : new LogEntry(statement.by(new SubjectId(key)), deliveredOnEpochDay, fate, endsOnEpochDay, endedAfter);
    }
}
