package io.crumbless.console.person;

import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.kernel.profile.SubjectId;
import java.util.Optional;

/**
 * The person whom a user looks at, and why; kept in their session under a handle.
 *
 * @param asked the id as entered
 * @param spelt the id as stored; the same if nothing is stored
 * @param legacy what the legacy sources contain; empty if they were not read
 * @param reference reference of the case, for the statement; empty if none was entered
 */
public record Lookup(
        SubjectId asked, SubjectId spelt, String reason, Optional<LegacyHoldings> legacy, Optional<String> reference) {
    Lookup(SubjectId asked, SubjectId spelt, String reason) {
        this(asked, spelt, reason, Optional.empty(), Optional.empty());
    }

    Lookup with(LegacyHoldings found) {
        return new Lookup(asked, spelt, reason, Optional.of(found), reference);
    }

    Lookup under(Optional<String> other) {
        return new Lookup(asked, spelt, reason, legacy, other);
    }
}
