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
 */
public record Lookup(SubjectId asked, SubjectId spelt, String reason, Optional<LegacyHoldings> legacy) {
    Lookup with(LegacyHoldings found) {
        return new Lookup(asked, spelt, reason, Optional.of(found));
    }
}
