package io.crumbless.kernel.declaration;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Reads the time at which a person spoke.
 *
 * <p>Read are ISO 8601 dates and times with an offset, {@code 2026-11-22T10:15:30.5+01:00}, in the forms of {@link IsoTime}.
 * Without offset the source's zone counts, if it names one; a time its clocks skipped or showed twice is refused rather
 * than guessed, unless the source says which it {@linkplain DoubledHour means} or it takes something away: then the later moment
 * counts.
 *
 * <p>Times that are not {@linkplain IsoTime#isPlausible plausible} are invalid: a withdrawal with such a time would withdraw
 *  nothing, or wait for ever.
 */
interface DeclaredTimes {
    /** Answer for text that is no time. */
    long INVALID = Long.MIN_VALUE;
    /** Answer for a time without offset where the source names no zone. */
    long WITHOUT_ZONE = Long.MIN_VALUE + 1;
    /** Answer for a time that the source's clocks skipped or showed twice. */
    long AMBIGUOUS = Long.MIN_VALUE + 2;

    /** Microseconds since the epoch, UTC; or one of the three answers above. */
    long micros(String text);

    /**
     * As {@link #micros}, for what takes something away: of a time that the source's clocks showed twice or skipped, the later
     * of the moments it may mean.
     */
    long latestMicros(String text);

    /** The later moment of a time the zone's clocks showed twice or skipped: that of the smaller offset. */
    static long later(ZoneRules rules, LocalDateTime local, int microsOfSecond) {
        ZoneOffsetTransition change = rules.getTransition(local);
        int offset = Math.min(
                change.getOffsetBefore().getTotalSeconds(),
                change.getOffsetAfter().getTotalSeconds());
        return plausible((local.toEpochSecond(ZoneOffset.UTC) - offset) * 1_000_000L + microsOfSecond);
    }

    /** Whether the answer is none of a time. */
    static boolean isRefused(long answer) {
        return answer <= AMBIGUOUS;
    }

    /** The reason behind such an answer. */
    static Refusal refusal(long answer) {
        if (answer == WITHOUT_ZONE) {
            return Refusal.TIME_WITHOUT_ZONE;
        }
        return answer == AMBIGUOUS ? Refusal.TIME_AMBIGUOUS : Refusal.TIME_INVALID;
    }

    /** The time itself, or {@link #INVALID} where the text is not a time. */
    static long plausible(long micros) {
        return IsoTime.isPlausible(micros) ? micros : INVALID;
    }
}
