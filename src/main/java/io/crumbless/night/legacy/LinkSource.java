package io.crumbless.night.legacy;

import io.crumbless.night.delivery.CanonicalColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A source of identity links, which assign cookie ids to subjects.
 *
 * @param method column with the method that established the link; empty if {@code allBy} names it
 * @param allBy the method of all links of the source; empty if each row names its own
 * @param linkedAt column with the time of the link; empty if the source has none, in which case every link counts
 */
public record LinkSource(
        LegacyFiles files,
        String cookieId,
        String subjectId,
        Optional<String> method,
        Optional<String> allBy,
        Optional<String> linkedAt) {
    public LinkSource {
        if (method.isPresent() == allBy.isPresent()) {
            throw new IllegalArgumentException("Invalid link source " + files.name()
                    + ": name the method of its links either by a column or for all");
        }
    }

    /** The columns to read from a database, under the names of the source. */
    public List<CanonicalColumn> columns() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(cookieId, "cookie-id");
        keys.putIfAbsent(subjectId, "subject-id");
        method.ifPresent(column -> keys.putIfAbsent(column, "method"));
        linkedAt.ifPresent(column -> keys.putIfAbsent(column, "linked-at"));
        return files.columns().andWhere(keys);
    }
}
