package io.crumbless.kernel.provenance;

import java.util.List;

/**
 * A row of {@code segments.csv}: how a segment was built.
 *
 * @param traits never empty
 */
public record ListedSegment(String id, String name, List<Trait> traits) {
    public ListedSegment {
        traits = List.copyOf(traits);
    }

    /** The trait that decides the origin of the segment; of equally weak ones, the first listed. */
    public Trait weakestTrait() {
        return traits.stream()
                .reduce((left, right) -> left.origin().weaker(right.origin()) == left.origin() ? left : right)
                .orElseThrow();
    }
}
