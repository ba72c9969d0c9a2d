package io.crumbless.kernel.profile;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Converts moments to days of a time zone. Caches the last interval between two transitions of the zone, since most
 * moments of a run are in one. Not thread-safe.
 */
public final class ZoneDays {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final ZoneRules rules;
    private long knownFrom = 1;
    private long knownTo = 0;
    private int knownOffsetSeconds;

    public ZoneDays(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** The day of the moment (microseconds since the epoch, UTC), in days since the epoch. */
    public long dayOf(long micros) {
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        if (seconds < knownFrom || seconds >= knownTo) {
            learn(seconds);
        }
        return Math.floorDiv(seconds + knownOffsetSeconds, SECONDS_PER_DAY);
    }

    private void learn(long seconds) {
        Instant moment = Instant.ofEpochSecond(seconds);
        knownOffsetSeconds = rules.getOffset(moment).getTotalSeconds();
        // The moment of a transition belongs to the interval after it.
        ZoneOffsetTransition before = rules.previousTransition(moment.plusSeconds(1));
        ZoneOffsetTransition after = rules.nextTransition(moment);
        knownFrom = before == null ? Long.MIN_VALUE : before.toEpochSecond();
        knownTo = after == null ? Long.MAX_VALUE : after.toEpochSecond();
    }
}
