package io.crumbless.kernel.catalogue;

import java.time.Period;
import java.util.Optional;

/**
 * The retention period of a value. If both are given, the earlier end counts; if neither is, the value is kept until it
 * is withdrawn.
 *
 * @param period counted from the day of the declaration; positive
 * @param until counted from an event; if the event is another attribute, {@code period} must be given too, for people
 *     who never declared the event
 */
public record Keep(Optional<Period> period, Optional<KeepUntil> until) {
    /** Until it is withdrawn. */
    public static final Keep OPEN = new Keep(Optional.empty(), Optional.empty());

    /** Whether every value ends by itself, regardless of what else the person declares. */
    public boolean ends() {
        return period.isPresent() || until.isPresent();
    }
}
