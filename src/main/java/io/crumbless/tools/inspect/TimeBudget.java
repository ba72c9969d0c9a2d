package io.crumbless.tools.inspect;

import java.time.Duration;

/** Time for looking at something, shared out among its parts: what one does not use, the later ones have. */
final class TimeBudget {
    private final long endNanos;

    TimeBudget(Duration time) {
        this.endNanos = System.nanoTime() + time.toNanos();
    }

    /** The fair share of one of some parts that are left. */
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
