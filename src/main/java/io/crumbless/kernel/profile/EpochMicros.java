package io.crumbless.kernel.profile;

import java.time.Instant;

/** Converts moments to microseconds since the epoch, UTC, as columns store them. */
public final class EpochMicros {
    private static final long PER_SECOND = 1_000_000;

    private EpochMicros() {}

    /**
     * Truncates to microseconds. {@code ChronoUnit.MICROS.between} is not used: on JDK 17 it counts nanoseconds, which
     * overflow outside the years 1677 to 2262.
     *
     * @throws ArithmeticException if the moment is more than some 290,000 years away
     */
    public static long of(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), PER_SECOND), moment.getNano() / 1000);
    }
}
