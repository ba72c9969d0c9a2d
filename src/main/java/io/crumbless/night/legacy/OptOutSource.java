package io.crumbless.night.legacy;

import io.crumbless.night.delivery.CanonicalColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** What is read of a database, as the source calls it. */
    public List<CanonicalColumn> columns() {
        Map<String, String> keys = new LinkedHashMap<>();
        cookieId.ifPresent(column -> keys.put(column, "cookie-id"));
        subjectId.ifPresent(column -> keys.putIfAbsent(column, "subject-id"));
        terms.optedOutAt().ifPresent(column -> keys.putIfAbsent(column, OptOutTerms.OPTED_OUT_AT));
        return files.columns().andWhere(keys);
    }
}
