package io.crumbless.answers.letter;

import io.crumbless.kernel.policy.Purpose;
import io.crumbless.night.job.Controller;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a letter that are not in the register.
 *
 * @param at time of issue
 * @param zone time zone of the job
 * @param purposes purposes of the policy, whose titles are used
 * @param recipients whether the person asked for the recipients of their values (GDPR Art. 19, second sentence)
 */
public record LetterContext(
        Instant at, ZoneId zone, Optional<Controller> controller, Collection<Purpose> purposes, Recipients recipients) {
    /** Whether the letter names the recipients. */
    public enum Recipients {
        /** The person asked for them. */
        NAMED,
        /** The letter offers to name them on request. */
        ON_REQUEST
    }

    public LetterContext {
        purposes = List.copyOf(purposes);
    }
}
