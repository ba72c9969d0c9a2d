package io.crumbless.settings.policy;

import io.crumbless.kernel.provenance.Taxonomy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The IAB Audience Taxonomy, for those who look whether a segment is one of it. */
public final class AudienceTaxonomy {
    private static final Map<String, Taxonomy.Segment> BY_ID =
            Vocabulary.shipped().segments();
    private static final Map<String, String> IDS = new HashMap<>();

    static {
        BY_ID.forEach((id, segment) -> IDS.putIfAbsent(segment.name().toLowerCase(Locale.ROOT), id));
    }

    private AudienceTaxonomy() {}

    /** The segment of a number; empty where neither version has it. */
    public static Optional<Taxonomy.Segment> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** The number of the segment that is called so, whole: {@code Interest | Family and Relationships | Parenting}. */
    public static Optional<String> idOf(String name) {
        return Optional.ofNullable(IDS.get(name.toLowerCase(Locale.ROOT)));
    }
}
