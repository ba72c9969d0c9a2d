package io.crumbless.night.legacy;

import io.crumbless.kernel.declaration.OptOut;
import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.profile.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * One row of a source of opt-outs that cover more than legacy values. The arrays must not be modified.
 *
 * @param cookie cookie id in UTF-8; empty if the row names none
 * @param subject subject id in UTF-8; empty if the row names none
 * @param when what is known about its time
 * @param alsoOfLegacy whether the row is counted as an opt-out of legacy values
 */
record ScopedOptOut(
        String source,
        Set<OptOutScope> scopes,
        byte[] cookie,
        byte[] subject,
        When when,
        boolean alsoOfLegacy,
        Position position) {
    /**
     * @param micros since the epoch, UTC
     * @param dated see {@link OptOut#dated()}
     */
    record When(long micros, boolean dated) {}

    /** The opt-out of a person it reaches. */
    OptOut of(SubjectId reached) {
        return new OptOut(source, reached, scopes, when.micros(), when.dated());
    }

    /** The subject named by the row. */
    SubjectId named() {
        return new SubjectId(new String(subject, StandardCharsets.UTF_8));
    }
}
