package io.crumbless.kernel.provenance;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a provenance rule. An empty list of patterns always matches; otherwise one pattern must match.
 *
 * @param scored whether a score must be present (true) or absent (false); empty if either matches
 */
public record Conditions(
        List<NamePattern> sources,
        List<NamePattern> segments,
        List<NamePattern> columns,
        List<NamePattern> collectedBy,
        Optional<Boolean> scored) {
    /** Whether the evidence matches, as spelled. */
    boolean match(SegmentEvidence evidence) {
        return matches(evidence, NamePattern::matches);
    }

    /** Whether the evidence matches in any spelling. */
    boolean matchAnySpelling(SegmentEvidence evidence) {
        return matches(evidence, NamePattern::matchesAnySpelling);
    }

    private boolean matches(SegmentEvidence evidence, BiPredicate<NamePattern, String> how) {
        return anyMatches(sources, evidence.source(), how)
                && anyMatches(segments, evidence.segment(), how)
                && anyMatches(columns, evidence.column(), how)
                && anyMatches(collectedBy, evidence.collectedBy(), how)
                && scored.map(wanted -> wanted == evidence.scored()).orElse(true);
    }

    private static boolean anyMatches(
            List<NamePattern> patterns, @Nullable String text, BiPredicate<NamePattern, String> how) {
        return patterns.isEmpty() || (text != null && patterns.stream().anyMatch(pattern -> how.test(pattern, text)));
    }

    boolean mayMatchSource(String source) {
        return anyMatches(sources, source, NamePattern::matches);
    }

    /** A value has the name of a column or of a segment, never both. */
    boolean mayMatchKind(boolean namesAttributes) {
        return namesAttributes ? segments.isEmpty() : columns.isEmpty();
    }

    /** Whether this certainly matches everything that {@code other} matches. */
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
