package io.crumbless.answers.letter;

import io.crumbless.kernel.policy.Purpose;
import io.crumbless.night.job.Controller;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a letter says beside what the register holds.
 *
 * @param at when it is issued
 * @param zone of the job
 * @param purposes of the policy, by whose titles purposes are named
 * @param recipients whether the person asked to whom their values were disclosed (GDPR Art. 19, second sentence)
 */
public record LetterContext(
        Instant at, ZoneId zone, Optional<Controller> controller, Collection<Purpose> purposes, Recipients recipients) {
    /** Whether recipients are named in the letter. */
    public enum Recipients {
        /** The person asked for them. */
        NAMED,
        /** The letter says that they are named to whoever asks. */
        ON_REQUEST
    }

    public LetterContext {
        purposes = List.copyOf(purposes);
    }
}
