package io.crumbless.night.legacy;

import io.crumbless.night.delivery.CanonicalColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A source of opt-outs: from legacy values, sale, sharing, or uses of sensitive values. Opt-outs can only remove
 * values.
 *
 * @param cookieId column with the cookie id; if both id columns are mapped, a row needs one of the two ids
 * @param subjectId column with the subject id
 * @param terms the scopes of the opt-outs
 */
public record OptOutSource(
        LegacyFiles files, Optional<String> cookieId, Optional<String> subjectId, OptOutTerms terms) {
    /** A source of opt-outs that cover legacy values only. */
    public OptOutSource(LegacyFiles files, Optional<String> cookieId, Optional<String> subjectId) {
        this(files, cookieId, subjectId, OptOutTerms.LEGACY);
    }

    public OptOutSource {
        if (cookieId.isEmpty() && subjectId.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid opt-out source " + files.name() + ": name the column of the cookie id or the subject id");
        }
    }

    /** The columns to read from a database, under the names of the source. */
    public List<CanonicalColumn> columns() {
        Map<String, String> keys = new LinkedHashMap<>();
        cookieId.ifPresent(column -> keys.put(column, "cookie-id"));
        subjectId.ifPresent(column -> keys.putIfAbsent(column, "subject-id"));
        terms.optedOutAt().ifPresent(column -> keys.putIfAbsent(column, OptOutTerms.OPTED_OUT_AT));
        return files.columns().andWhere(keys);
    }
}
