package io.crumbless.kernel.provenance;

import io.crumbless.kernel.profile.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code segments.csv} says.
 *
 * @param bySource for segment ids that mean something in one source only; the empty source holds for all others
 */
public record Segments(Map<String, Map<String, ListedSegment>> bySource) {
    /** Row without a source. */
    static final String ANY_SOURCE = "";

    Optional<ListedSegment> find(String source, String id) {
        @Nullable ListedSegment own = bySource.getOrDefault(source, Map.of()).get(id);
        return Optional.ofNullable(
                own != null ? own : bySource.getOrDefault(ANY_SOURCE, Map.of()).get(id));
    }

    /** Rows of that id, one for each source that has its own. */
    public List<ListedSegment> all(String id) {
        return bySource.values().stream()
                .flatMap(segments -> Stream.ofNullable(segments.get(id)))
                .toList();
    }

    public boolean lists(String id) {
        return !all(id).isEmpty();
    }

    /** What a kind of trait makes of a value; empty where no segment has it. */
    Optional<Origin> kindOfTrait(String kind) {
        return bySource.values().stream()
                .flatMap(segments -> segments.values().stream())
                .flatMap(segment -> segment.traits().stream())
                .filter(trait -> trait.kind().equals(kind))
                .map(Trait::origin)
                .findFirst();
    }

    /** What each kind of trait makes of a value, of those that some segment has. */
    public SortedMap<String, Origin> kindsOfTrait() {
        SortedMap<String, Origin> kinds = new TreeMap<>();
        bySource.values().stream()
                .flatMap(segments -> segments.values().stream())
                .flatMap(segment -> segment.traits().stream())
                .forEach(trait -> kinds.put(trait.kind(), trait.origin()));
        return kinds;
    }

    /** All rows by id, and by source where they hold for one alone. */
    public SortedMap<String, ListedSegment> byName() {
        SortedMap<String, ListedSegment> byName = new TreeMap<>();
        bySource.forEach((source, segments) ->
                segments.forEach((id, segment) -> byName.put(source.isEmpty() ? id : id + " of " + source, segment)));
        return byName;
    }

    /** Whether nothing is listed, as when the file could not be read. */
    public boolean isEmpty() {
        return bySource.isEmpty();
    }
}
