package io.crumbless.kernel.provenance;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provenance rule asks of the evidence. An empty list of patterns asks nothing; otherwise one must match.
 *
 * @param scored whether a score must be there (true) or absent (false); empty asks nothing
 */
public record Conditions(
        List<NamePattern> sources,
        List<NamePattern> segments,
        List<NamePattern> columns,
        List<NamePattern> collectedBy,
        Optional<Boolean> scored) {
    boolean match(SegmentEvidence evidence) {
        return anyMatches(sources, evidence.source())
                && anyMatches(segments, evidence.segment())
                && anyMatches(columns, evidence.column())
                && anyMatches(collectedBy, evidence.collectedBy())
                && scored.map(wanted -> wanted == evidence.scored()).orElse(true);
    }

    private static boolean anyMatches(List<NamePattern> patterns, @Nullable String text) {
        return patterns.isEmpty() || (text != null && patterns.stream().anyMatch(pattern -> pattern.matches(text)));
    }

    boolean mayMatchSource(String source) {
        return anyMatches(sources, source);
    }

    /** Columns and segments exclude one another: a value has the name of the one or of the other. */
    boolean mayMatchKind(boolean namesAttributes) {
        return namesAttributes ? segments.isEmpty() : columns.isEmpty();
    }

    /** Whether all that {@code other} matches is certainly matched by this. */
    public boolean include(Conditions other) {
        return include(sources, other.sources)
                && include(segments, other.segments)
                && include(columns, other.columns)
                && include(collectedBy, other.collectedBy)
                && (scored.isEmpty() || scored.equals(other.scored));
    }

    private static boolean include(List<NamePattern> mine, List<NamePattern> theirs) {
        boolean eachIncluded = theirs.stream().allMatch(one -> mine.stream().anyMatch(glob -> glob.includes(one)));
        return mine.isEmpty() || (!theirs.isEmpty() && eachIncluded);
    }
}
