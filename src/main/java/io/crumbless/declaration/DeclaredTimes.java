package io.crumbless.declaration;

/**
 * Reads the time at which a person spoke.
 *
 * <p>Read are ISO 8601 dates and times with an offset: {@code 2026-11-22T10:15:30.5+01:00}. Seconds and fraction may be
 * left out, a blank may stand for the {@code T} (as databases write it), and the offset may be {@code Z}, {@code +01:00},
 * {@code +0100} or {@code +01}. Digits behind the microsecond are cut off. Without offset the source's zone counts, if it
 * names one; a time its clocks skipped or showed twice is refused rather than guessed.
 *
 * <p>Years before 1990 and after 2199 are how systems write "no time" (1970-01-01, 9999-12-31), so they are invalid: a
 * withdrawal with such a time would take back nothing, or wait for ever.
 */
interface DeclaredTimes {
    /** Answer for text that is no time. */
    long INVALID = Long.MIN_VALUE;
    /** Answer for a time without offset where the source names no zone. */
    long WITHOUT_ZONE = Long.MIN_VALUE + 1;
    /** Answer for a time that the source's clocks skipped or showed twice. */
    long AMBIGUOUS = Long.MIN_VALUE + 2;

    /** 1990-01-01T00:00:00Z. */
    long EARLIEST_MICROS = 631_152_000_000_000L;
    /** 2200-01-01T00:00:00Z, exclusive. */
    long LATEST_MICROS = 7_258_118_400_000_000L;

    /** Microseconds since the epoch, UTC; or one of the three answers above. */
    long micros(String text);

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

    /** The time itself, or {@link #INVALID} where it stands for no time. */
    static long plausible(long micros) {
        return micros >= EARLIEST_MICROS && micros < LATEST_MICROS ? micros : INVALID;
    }
}
