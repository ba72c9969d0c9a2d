package io.crumbless.tools.inspect;

import java.time.Duration;

/** A time limit that is shared among parts; time not used by one part is available to later ones. */
final class TimeBudget {
    private final long endNanos;

    TimeBudget(Duration time) {
        this.endNanos = System.nanoTime() + time.toNanos();
    }

    /** The share of one of the remaining parts. */
    TimeBudget forOneOf(long partsLeft) {
        return new TimeBudget(left().dividedBy(Math.max(1, partsLeft)));
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }
}
