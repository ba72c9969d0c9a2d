package io.crumbless.policy;

import io.crumbless.profile.Origin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule of {@code provenance.yaml}. An empty list of patterns asks nothing; otherwise one must match.
 *
 * @param because the reason, for people who check
 * @param scored whether a score must be there (true) or absent (false); empty asks nothing
 * @param target the attribute that a provided value may fill
 * @param value what membership of the segment says, canonical
 */
record ProvenanceRule(
        String name,
        String because,
        List<Glob> sources,
        List<Glob> segments,
        List<Glob> columns,
        List<Glob> collectedBy,
        Optional<Boolean> scored,
        Origin origin,
        Optional<Attribute> target,
        Optional<String> value) {
    boolean matches(Evidence evidence) {
        return anyMatches(sources, evidence.source())
                && anyMatches(segments, evidence.segment())
                && anyMatches(columns, evidence.column())
                && anyMatches(collectedBy, evidence.collectedBy())
                && scored.map(wanted -> wanted == evidence.scored()).orElse(true)
                && !(origin == Origin.PROVIDED && evidence.scored());
    }

    private static boolean anyMatches(List<Glob> patterns, @Nullable String text) {
        return patterns.isEmpty() || (text != null && patterns.stream().anyMatch(pattern -> pattern.matches(text)));
    }

    /** Whether everything the other could match is matched by this one. */
    boolean hides(ProvenanceRule other) {
        boolean scoreAsked = scored.isPresent()
                && !scored.equals(other.scored)
                && !(scored.get().equals(false) && other.origin == Origin.PROVIDED);
        boolean missesScored = origin == Origin.PROVIDED && other.origin != Origin.PROVIDED;
        return !scoreAsked
                && !missesScored
                && hides(sources, other.sources)
                && hides(segments, other.segments)
                && hides(columns, other.columns)
                && hides(collectedBy, other.collectedBy);
    }

    private static boolean hides(List<Glob> mine, List<Glob> theirs) {
        return mine.isEmpty() || (!theirs.isEmpty() && mine.containsAll(theirs));
    }
}
