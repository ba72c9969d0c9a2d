package io.crumbless.kernel.provenance;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The IAB Audience Taxonomy, by the segment ids of a shop.
 *
 * @param prefix the text before the number in segment ids; never empty, so that the shop's own ids cannot be mistaken
 *     for it
 */
public record Taxonomy(String prefix, Map<String, Segment> segments) {
    /**
     * A segment of the taxonomy.
     *
     * @param sensitive present in 1.0 and removed in 1.1: politics, religion, health, family planning and the like
     */
    public record Segment(String name, boolean sensitive) {}

    /** The only taxonomy included. */
    public static final String NAME = "iab-1.1";

    public boolean owns(String id) {
        return id.startsWith(prefix);
    }

    public Optional<Segment> find(String id) {
        return owns(id) ? Optional.ofNullable(segments.get(id.substring(prefix.length()))) : Optional.empty();
    }

    /** Whether version 1.1 removed it because of what it reveals about people, in any spelling of the id. */
    boolean sensitive(String id) {
        String spelled = NamePattern.folded(prefix);
        return NamePattern.foldedNames(id)
                .filter(name -> name.startsWith(spelled))
                .flatMap(name -> Stream.ofNullable(segments.get(name.substring(spelled.length()))))
                .anyMatch(Segment::sensitive);
    }
}
