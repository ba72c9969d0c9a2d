package io.crumbless.night.legacy;

import java.util.Optional;

/**
 * People who opted out: of the legacy world, of sale, of sharing, of uses of sensitive values. They can only remove.
 *
 * @param cookieId column; where both columns are there, a row needs one of them
 * @param subjectId column
 * @param terms what they are about
 */
public record OptOutSource(
        LegacyFiles files, Optional<String> cookieId, Optional<String> subjectId, OptOutTerms terms) {
    /** Opt-outs of legacy values. */
    public OptOutSource(LegacyFiles files, Optional<String> cookieId, Optional<String> subjectId) {
        this(files, cookieId, subjectId, OptOutTerms.LEGACY);
    }

    public OptOutSource {
        if (cookieId.isEmpty() && subjectId.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid opt-out source " + files.name() + ": name the column of the cookie id or the subject id");
        }
    }
}
