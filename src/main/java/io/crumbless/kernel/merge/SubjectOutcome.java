package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.profile.Profile;
import java.util.List;
import java.util.Optional;

/**
 * The result of a night for one subject.
 *
 * @param log the evidence log after the night, in the order of {@link Precedence}
 * @param moments when the person asked to be contacted
 * @param removals how many legacy values were removed, one entry for each source and origin
 * @param refused delivered statements that were refused because of other facts about the person
 */
public record SubjectOutcome(
        Optional<Profile> profile,
        List<LogEntry> log,
        List<ContactMoment> moments,
        List<Removal> removals,
        List<Refused> refused) {

    /** An arrival that the kernel refused. */
    public record Refused(Position position, String declarationId, Refusal reason) {}

    static SubjectOutcome nothingBut(List<Refused> refused) {
        return new SubjectOutcome(Optional.empty(), List.of(), List.of(), List.of(), refused);
    }
}
