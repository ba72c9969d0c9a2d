package io.crumbless.kernel.provenance;

import java.util.List;

/**
 * A row of {@code segments.csv}: what is known about how a segment was built.
 *
 * @param traits never empty
 */
public record ListedSegment(String id, String name, List<Trait> traits) {
    public ListedSegment {
        traits = List.copyOf(traits);
    }

    /** A segment is only as declared as this; between equally weak traits the first written. */
    public Trait weakestTrait() {
        return traits.stream()
                .reduce((left, right) -> left.origin().weaker(right.origin()) == left.origin() ? left : right)
                .orElseThrow();
    }
}
