package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One statement of a subject, with its state while the kernel decides about it. */
final class Case {
    private static final Comparator<Position> PLACE = Comparator.nullsFirst(
            Comparator.comparing(Position::source).thenComparing(Position::file).thenComparingLong(Position::at));

    /**
     * By precedence. Of equal statements, the logged one comes first, then the one with the earlier position, so that
     * the order of arrival has no effect.
     */
    static final Comparator<Case> ORDER = Comparator.comparing((Case one) -> one.statement, Precedence.ORDER)
            .thenComparing(one -> one.position, PLACE);

    final Statement statement;

    /** Position in its delivery, if it arrived this night and the log did not contain it. */
    final @Nullable Position position;

    /** Its fate in the log before the night; null if the log did not contain it. */
    final @Nullable Fate before;

    /** The earliest known delivery date, in days since the epoch. */
    @Nullable
    Integer deliveredOnEpochDay;

    /** Null while undecided. */
    @Nullable
    Fate fate;

    /**
     * Stored but not used: tonight's policy refuses people of unknown age, or it is the birth date of a minor. It is
     * deleted nevertheless once it was withdrawn or has expired.
     */
    boolean notUsed;

    /** Tonight's record under its id was not admitted; what it had replaced stays replaced. */
    boolean revoked;

    /** The purposes that it still serves after withdrawals. */
    List<String> purposes;

    /** All contents that its source delivered under its id and time, if there are several; else empty. */
    List<Case> contents = List.of();

    /** Other content under its id and time prevents it from counting. */
    boolean conflicting;

    /** The last day reported by an earlier night, in days since the epoch; null if none was reported. */
    final @Nullable Integer reportedEnd;

    /** The last day on which it may be used, in days since the epoch; {@link Expiry#NEVER} if no end is known. */
    long lastDay = Expiry.NEVER;

    /** For a date that has expired by itself, how long after its day the policy kept it. */
    @Nullable
    Period endedAfter;

    Case(Arrival arrival) {
        this.statement = arrival.statement();
        this.deliveredOnEpochDay = arrival.deliveredOnEpochDay();
        this.position = arrival.position();
        this.before = null;
        this.reportedEnd = null;
        this.purposes = statement.purposes();
    }

    Case(LogEntry logged) {
        this.statement = logged.statement();
        this.deliveredOnEpochDay = logged.deliveredOnEpochDay();
        this.position = null;
        this.before = logged.fate();
        this.reportedEnd = logged.endsOnEpochDay();
        this.endedAfter = logged.endedAfter();
        this.purposes = statement.purposes();
    }

    boolean isUndecided() {
        return fate == null;
    }

    /** Whether the log deleted the value on an earlier night: a deleted value never returns. */
    boolean wasCleared() {
        return before != null && !before.keepsValue();
    }

    /** Absorbs a case that is equal once both values are deleted. What was once corrected stays corrected. */
    void absorb(Case same) {
        if (fate == Fate.CORRECTED) {
            fate = same.fate;
            endedAfter = same.endedAfter;
        } else if (same.fate != Fate.CORRECTED && !Objects.equals(endedAfter, same.endedAfter)) {
            endedAfter = null;
        }
    }

    /** Records another delivery of the same statement. */
    void addDelivery(@Nullable Integer epochDay) {
        if (epochDay != null && (deliveredOnEpochDay == null || epochDay < deliveredOnEpochDay)) {
            deliveredOnEpochDay = epochDay;
        }
    }
}
