package io.crumbless.answers.letter;

import io.crumbless.kernel.policy.Purpose;
import io.crumbless.night.job.Controller;
import java.time.Instant;
import java.time.LocalDate;
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
 * @param earlier whether earlier versions of files that held an erased person remain
 * @param recipients whether the person asked for the recipients of their values (GDPR Art. 19, second sentence)
 */
public record LetterContext(
        Instant at,
        ZoneId zone,
        Optional<Controller> controller,
        Collection<Purpose> purposes,
        EarlierFiles earlier,
        Recipients recipients) {
    /** Earlier versions of files that held a person who was erased. */
    public enum EarlierFiles {
        /** There are none. */
        NONE,
        /** The storage keeps some that could not be deleted. */
        KEPT
    }

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

    /** The day on which it is issued. */
    LocalDate today() {
        return LocalDate.ofInstant(at, zone);
    }
}
