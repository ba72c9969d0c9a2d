package io.crumbless.policy;

import java.util.Map;
import java.util.Optional;

/**
 * The IAB Audience Taxonomy as segment ids name it.
 *
 * @param prefix what stands before the number in segment ids; never empty, so that house ids cannot be mistaken for it
 */
record Taxonomy(String prefix, Map<String, Vocabulary.IabSegment> segments) {
    /** The only one there is data for. */
    static final String NAME = "iab-1.1";

    boolean owns(String id) {
        return id.startsWith(prefix);
    }

    Optional<Vocabulary.IabSegment> find(String id) {
        return owns(id) ? Optional.ofNullable(segments.get(id.substring(prefix.length()))) : Optional.empty();
    }

    /** Whether version 1.1 dropped it for what it tells about people. */
    boolean sensitive(String id) {
        return find(id).map(Vocabulary.IabSegment::sensitive).orElse(false);
    }
}
