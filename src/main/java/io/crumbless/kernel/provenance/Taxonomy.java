package io.crumbless.kernel.provenance;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The IAB Audience Taxonomy as segment ids name it.
 *
 * @param prefix the text before the number in segment ids; never empty, so that the shop's own ids cannot be mistaken
 *     for it
 */
public record Taxonomy(String prefix, Map<String, Segment> segments) {
    /**
     * A segment of the taxonomy.
     *
     * @param sensitive 1.0 had it and 1.1 dropped it: politics, religion, health, family planning and the like
     */
    public record Segment(String name, boolean sensitive) {}

    /** The only one there is data for. */
    public static final String NAME = "iab-1.1";

    public boolean owns(String id) {
        return id.startsWith(prefix);
    }

    public Optional<Segment> find(String id) {
        return owns(id) ? Optional.ofNullable(segments.get(id.substring(prefix.length()))) : Optional.empty();
    }

    /** Whether version 1.1 dropped it for what it reveals about people, in whatever spelling it is delivered. */
    boolean sensitive(String id) {
        String spelled = NamePattern.folded(prefix);
        return NamePattern.foldedNames(id)
                .filter(name -> name.startsWith(spelled))
                .flatMap(name -> Stream.ofNullable(segments.get(name.substring(spelled.length()))))
                .anyMatch(Segment::sensitive);
    }
}
