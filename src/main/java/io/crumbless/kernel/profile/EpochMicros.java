package io.crumbless.kernel.profile;

import java.time.Instant;

/** Moments as columns hold them: microseconds since the epoch, UTC. */
public final class EpochMicros {
    private static final long PER_SECOND = 1_000_000;

    private EpochMicros() {}

    /**
     * What lies below the microsecond is cut off. {@code ChronoUnit.MICROS.between} is no help: on JDK 17 it counts
     * nanoseconds, which overflow beyond the years 1677 to 2262.
     *
     * @throws ArithmeticException for a moment some 290,000 years from now
     */
    public static long of(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), PER_SECOND), moment.getNano() / 1000);
    }
}
