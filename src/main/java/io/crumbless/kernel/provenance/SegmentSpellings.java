package io.crumbless.kernel.provenance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the rows of {@code segments.csv} whose segment id is another spelling of a delivered id. */
final class SegmentSpellings {
    /** @param source folded to a form that all its spellings have in common */
    private record Row(String source, ListedSegment segment) {}

    private final Map<String, List<Row>> byId = new HashMap<>();

    SegmentSpellings(Segments segments) {
        new TreeMap<>(segments.bySource()).forEach((source, listed) -> new TreeMap<>(listed)
                .forEach((id, segment) -> byId.computeIfAbsent(NamePattern.folded(id), any -> new ArrayList<>())
                        .add(new Row(NamePattern.folded(source), segment))));
    }

    /** Rows for this source or for any, in the order of sources and ids. */
    Stream<ListedSegment> find(String source, String id) {
        String ofSource = NamePattern.folded(source);
        return NamePattern.foldedNames(id)
                .flatMap(name -> byId.getOrDefault(name, List.of()).stream())
                .filter(row ->
                        row.source().equals(Segments.ANY_SOURCE) || row.source().equals(ofSource))
                .map(Row::segment);
    }
}
