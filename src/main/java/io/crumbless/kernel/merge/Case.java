package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One statement of a subject while the kernel decides on it. */
final class Case {
    private static final Comparator<Position> PLACE = Comparator.nullsFirst(
            Comparator.comparing(Position::source).thenComparing(Position::file).thenComparingLong(Position::at));

    /**
     * Of equal statements the logged one comes first, then the one with the earlier position; the order of arrival has
     * no effect.
     */
    static final Comparator<Case> ORDER = Comparator.comparing((Case one) -> one.statement, Precedence.ORDER)
            .thenComparing(one -> one.position, PLACE);

    final Statement statement;

    /** Where it stood, if it arrived this night and the log did not hold it. */
    final @Nullable Position position;

    /** Its entry in the log before the night; null if there was none. */
    final @Nullable Fate before;

    /** The earliest, among all that are known. */
    @Nullable
    Integer deliveredOnEpochDay;

    /** Undecided while null. */
    @Nullable
    Fate fate;

    /**
     * Stored but not used: tonight's policy refuses people of unknown age, or it is the birth date of a minor. A value
     * that was withdrawn or has expired is deleted nevertheless.
     */
    boolean notUsed;

    /** Its record now says what is not admitted; what was said before it stays replaced. */
    boolean revoked;

    /** What it still serves after withdrawals. */
    List<String> purposes;

    /** All contents its source delivered under its id and time, if there are several; else empty. */
    List<Case> contents = List.of();

    /** Another content under its id and time keeps it from counting. */
    boolean conflicting;

    /** The last day an earlier night reported, in days since the epoch; null if none did. */
    final @Nullable Integer reportedEnd;

    /** Last day it may be used, in days since the epoch; {@link Expiry#NEVER} where no end is known. */
    long lastDay = Expiry.NEVER;

    /** Of a date that has ended by itself: how long after its day. */
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

    /** Takes in one that is the same once both values are gone; what was corrected never says more than the other. */
    void alsoWas(Case same) {
        if (fate == Fate.CORRECTED) {
            fate = same.fate;
            endedAfter = same.endedAfter;
        } else if (same.fate != Fate.CORRECTED && !Objects.equals(endedAfter, same.endedAfter)) {
            endedAfter = null;
        }
    }

    /** Takes note of another delivery of the same statement. */
    void alsoDeliveredOn(@Nullable Integer epochDay) {
        if (epochDay != null && (deliveredOnEpochDay == null || epochDay < deliveredOnEpochDay)) {
            deliveredOnEpochDay = epochDay;
        }
    }
}
