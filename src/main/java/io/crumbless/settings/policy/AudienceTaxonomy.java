package io.crumbless.settings.policy;

import io.crumbless.kernel.provenance.Taxonomy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The IAB Audience Taxonomy, for code that checks whether a segment belongs to it. */
public final class AudienceTaxonomy {
    private static final Map<String, Taxonomy.Segment> BY_ID =
            Vocabulary.shipped().segments();
    private static final Map<String, String> IDS = new HashMap<>();

    static {
        BY_ID.forEach((id, segment) -> IDS.putIfAbsent(segment.name().toLowerCase(Locale.ROOT), id));
    }

    private AudienceTaxonomy() {}

    /** The segment with a number; empty if neither version has it. */
    public static Optional<Taxonomy.Segment> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** The number of the segment with this full name: {@code Interest | Family and Relationships | Parenting}. */
    public static Optional<String> idOf(String name) {
        return Optional.ofNullable(IDS.get(name.toLowerCase(Locale.ROOT)));
    }
}
