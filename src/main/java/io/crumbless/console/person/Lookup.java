package io.crumbless.console.person;

import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.kernel.profile.SubjectId;
import java.util.Optional;

/**
 * Whom somebody looks at, and why; kept in their session under a handle.
 *
 * @param asked the id as it was asked for
 * @param spelt as it is held; the same where nothing is held
 * @param legacy what the legacy sources hold; empty where they were not read
 * @param reference of the case, which stands on the statement; empty where nobody named one
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
