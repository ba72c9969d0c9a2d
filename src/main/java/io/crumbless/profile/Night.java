package io.crumbless.profile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The night a run works for.
 *
 * @param businessDate the day whose end is the cut-off
 * @param zone the job's time zone
 */
public record Night(LocalDate businessDate, ZoneId zone) {
    /** The cut-off: what was declared at this moment or later waits for another night. Start of the next day in the zone. */
    public Instant asOf() {
        return businessDate.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** The cut-off in microseconds since the epoch, UTC. */
    public long asOfMicros() {
        return EpochMicros.of(asOf());
    }
}
