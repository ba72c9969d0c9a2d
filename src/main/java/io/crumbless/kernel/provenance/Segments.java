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
 * The content of {@code segments.csv}.
 *
 * @param bySource by source and segment id; an empty source means any
 */
public record Segments(Map<String, Map<String, ListedSegment>> bySource) {
    /** The source of rows that apply to any source. */
    static final String ANY_SOURCE = "";

    Optional<ListedSegment> find(String source, String id) {
        @Nullable ListedSegment own = bySource.getOrDefault(source, Map.of()).get(id);
        return Optional.ofNullable(
                own != null ? own : bySource.getOrDefault(ANY_SOURCE, Map.of()).get(id));
    }

    /** All rows with this id, one per source. */
    public List<ListedSegment> all(String id) {
        return bySource.values().stream()
                .flatMap(segments -> Stream.ofNullable(segments.get(id)))
                .toList();
    }

    public boolean lists(String id) {
        return !all(id).isEmpty();
    }

    /** The origin that a kind of trait assigns; empty if no segment has the kind. */
    Optional<Origin> kindOfTrait(String kind) {
        return bySource.values().stream()
                .flatMap(segments -> segments.values().stream())
                .flatMap(segment -> segment.traits().stream())
                .filter(trait -> trait.kind().equals(kind))
                .map(Trait::origin)
                .findFirst();
    }

    /** The origin that each kind of trait assigns, of the kinds that some segment has. */
    public SortedMap<String, Origin> kindsOfTrait() {
        SortedMap<String, Origin> kinds = new TreeMap<>();
        bySource.values().stream()
                .flatMap(segments -> segments.values().stream())
                .flatMap(segment -> segment.traits().stream())
                .forEach(trait -> kinds.put(trait.kind(), trait.origin()));
        return kinds;
    }

    /** All rows by id, prefixed by the source if they apply to one only. */
    public SortedMap<String, ListedSegment> byName() {
        SortedMap<String, ListedSegment> byName = new TreeMap<>();
        bySource.forEach((source, segments) ->
                segments.forEach((id, segment) -> byName.put(source.isEmpty() ? id : id + " of " + source, segment)));
        return byName;
    }

    /** Whether no segment is listed, for example because the file could not be read. */
    public boolean isEmpty() {
        return bySource.isEmpty();
    }
}
