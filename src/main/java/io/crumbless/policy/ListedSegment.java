package io.crumbless.policy;

import java.util.List;

/**
 * A row of {@code segments.csv}: what is known about how a segment was built.
 *
 * @param traits never empty
 */
record ListedSegment(String id, String name, List<Trait> traits) {
    ListedSegment {
        traits = List.copyOf(traits);
    }

    /** A segment is only as declared as this; between equally weak traits the first written. */
    Trait weakestTrait() {
        return traits.stream()
                .reduce((left, right) -> left.origin().weaker(right.origin()) == left.origin() ? left : right)
                .orElseThrow();
    }
}
