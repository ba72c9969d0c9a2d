package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.EpochMicros;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Parses the time at which a person made a declaration.
 *
 * <p>Accepts ISO 8601 dates and times with an offset, {@code 2026-11-22T10:15:30.5+01:00}, in the forms of {@link
 * IsoTime}. A time without offset is interpreted in the zone of its source, if the source names one. A local time in a
 * daylight saving gap or overlap is refused rather than guessed, unless the source {@linkplain DoubledHour configures}
 * which moment it means or the record is a withdrawal: then the later moment counts. A day
 * without a time is not a time either, unless the record is a withdrawal: then its end counts.
 *
 * <p>Times that are not {@linkplain IsoTime#isPlausible plausible} are invalid: a withdrawal with such a time would
 * have no effect, or would never take effect.
 */
interface DeclaredTimes {
    /** Result for text that is not a time. */
    long INVALID = Long.MIN_VALUE;
    /** Result for a time without offset if the source names no zone. */
    long WITHOUT_ZONE = Long.MIN_VALUE + 1;
    /** Result for a local time in a daylight saving gap or overlap of the source's zone. */
    long AMBIGUOUS = Long.MIN_VALUE + 2;

    /** Microseconds since the epoch, UTC; or one of the three results above. */
    long micros(String text);

    /**
     * As {@link #micros}, for withdrawals, opt-outs and erasures: of a local time in a daylight saving gap or overlap,
     * the later of the possible moments; of a day without a time, its end in the source's zone.
     */
    long latestMicros(String text);

    /** The last microsecond of a day. */
    static long endOf(LocalDate day, ZoneId zone) {
        return plausible(EpochMicros.of(day.plusDays(1).atStartOfDay(zone).toInstant()) - 1);
    }

    /** The later moment of a local time in a daylight saving gap or overlap: the one with the smaller offset. */
    static long later(ZoneRules rules, LocalDateTime local, int microsOfSecond) {
        ZoneOffsetTransition change = rules.getTransition(local);
        int offset = Math.min(
                change.getOffsetBefore().getTotalSeconds(),
                change.getOffsetAfter().getTotalSeconds());
        return plausible((local.toEpochSecond(ZoneOffset.UTC) - offset) * 1_000_000L + microsOfSecond);
    }

    /** Whether the result is one of the three for texts that have no usable time. */
    static boolean isRefused(long answer) {
        return answer <= AMBIGUOUS;
    }

    /** The refusal for such a result. */
    static Refusal refusal(long answer) {
        if (answer == WITHOUT_ZONE) {
            return Refusal.TIME_WITHOUT_ZONE;
        }
        return answer == AMBIGUOUS ? Refusal.TIME_AMBIGUOUS : Refusal.TIME_INVALID;
    }

    /** The time itself, or {@link #INVALID} if it is not plausible. */
    static long plausible(long micros) {
        return IsoTime.isPlausible(micros) ? micros : INVALID;
    }
}
