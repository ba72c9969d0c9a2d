package io.crumbless.policy;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code segments.csv} says.
 *
 * @param bySource for segment ids that mean something in one source only; the empty source holds for all others
 */
record Segments(Map<String, Map<String, ListedSegment>> bySource) {
    /** Row without a source. */
    static final String ANY_SOURCE = "";

    Optional<ListedSegment> find(String source, String id) {
        @Nullable ListedSegment own = bySource.getOrDefault(source, Map.of()).get(id);
        return Optional.ofNullable(
                own != null ? own : bySource.getOrDefault(ANY_SOURCE, Map.of()).get(id));
    }

    /** Whether the id is listed for any source. */
    boolean lists(String id) {
        return bySource.values().stream().anyMatch(segments -> segments.containsKey(id));
    }
}
