package io.crumbless.kernel.profile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The business date of a run, and the cut-offs that follow from it.
 *
 * @param businessDate the day whose end is the cut-off
 * @param zone the job's time zone
 * @param withdrawalsUntil cut-off of withdrawals; later than {@link #asOf()} only if an older snapshot is recomputed
 */
public record Night(LocalDate businessDate, ZoneId zone, Instant withdrawalsUntil) {
    /** A night with the same cut-off for withdrawals and declarations. */
    public Night(LocalDate businessDate, ZoneId zone) {
        this(businessDate, zone, cutOff(businessDate, zone));
    }

    private static Instant cutOff(LocalDate businessDate, ZoneId zone) {
        return businessDate.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /**
     * The cut-off: declarations made at this moment or later wait for another night. Start of the next day in the zone.
     */
    public Instant asOf() {
        return cutOff(businessDate, zone);
    }

    /** The cut-off in microseconds since the epoch, UTC. */
    public long asOfMicros() {
        return EpochMicros.of(asOf());
    }

    /** The cut-off of withdrawals in microseconds since the epoch, UTC. */
    public long withdrawalsUntilMicros() {
        return EpochMicros.of(withdrawalsUntil);
    }
}
