package io.crumbless.kernel.catalogue;

import java.time.Period;
import java.util.Optional;

/**
 * How long a value is kept. With both, whichever ends first counts; with neither, until it is withdrawn.
 *
 * @param period counted from the day of the declaration; positive
 * @param until counted from an event; where the event is another attribute, {@code period} is present too, for people
 *     who never declared the event
 */
public record Keep(Optional<Period> period, Optional<KeepUntil> until) {
    /** Until it is withdrawn. */
    public static final Keep OPEN = new Keep(Optional.empty(), Optional.empty());

    /** Whether every value ends by itself, whatever else the person declares. */
    public boolean ends() {
        return period.isPresent() || until.isPresent();
    }
}
