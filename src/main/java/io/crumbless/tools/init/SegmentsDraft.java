package io.crumbless.tools.init;

import io.crumbless.kernel.provenance.Taxonomy;
import io.crumbless.process.Quantity;
import io.crumbless.settings.policy.AudienceTaxonomy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists the segments found in the format of {@code segments.csv}, all of kind {@code unknown}.
 *
 * @param common segments seen with enough cookies, the most frequent first
 * @param rare number of other segments, which are not written
 * @param prefix prefix of the numbers of the IAB Audience Taxonomy, if segments use them
 */
record SegmentsDraft(List<Census.Counted> common, long rare, boolean beyondNames, String prefix) {
    static final String KIND = "unknown";
    private static final String USUAL_PREFIX = "iab-";
    private static final String UNUSED_PREFIX = "iab-audience-taxonomy-";
    private static final Pattern IAB = Pattern.compile("(?i)([a-z_. -]*iab(?:[a-z0-9_. :-]*[a-z_. :-])?)([0-9]{1,4})");

    static SegmentsDraft of(Census census) {
        List<Census.Counted> common = census.common();
        return new SegmentsDraft(common, census.rare(), census.isBeyondNames(), prefix(common));
    }

    /** The most common text before the number among segments that are named after the taxonomy. */
    private static String prefix(List<Census.Counted> segments) {
        Map<String, Integer> prefixes = new TreeMap<>();
        for (Census.Counted segment : segments) {
            Matcher parts = IAB.matcher(segment.name());
            if (parts.matches() && AudienceTaxonomy.find(parts.group(2)).isPresent()) {
                prefixes.merge(parts.group(1), 1, Integer::sum);
            }
        }
        return prefixes.entrySet().stream()
                .filter(prefix -> isWhole(prefix.getKey(), segments))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(isWhole(USUAL_PREFIX, segments) ? USUAL_PREFIX : UNUSED_PREFIX);
    }

    /** Whether every segment with the prefix belongs to the taxonomy; only then is it the taxonomy's prefix. */
    private static boolean isWhole(String prefix, List<Census.Counted> segments) {
        return segments.stream()
                .map(Census.Counted::name)
                .filter(name -> name.startsWith(prefix))
                .allMatch(name ->
                        AudienceTaxonomy.find(name.substring(prefix.length())).isPresent());
    }

    String text() {
        StringBuilder text = new StringBuilder("segment_id,name,source,traits,note\n");
        for (Census.Counted segment : common) {
            Optional<Taxonomy.Segment> iab = iab(segment.name());
            text.append(cell(segment.name()))
                    .append(',')
                    .append(cell(iab.map(Taxonomy.Segment::name).orElse(segment.name())))
                    .append(",,not_classified:")
                    .append(KIND)
                    .append(',')
                    .append(cell(note(segment, iab)))
                    .append('\n');
        }
        return text.toString();
    }

    private Optional<Taxonomy.Segment> iab(String id) {
        return id.startsWith(prefix) ? AudienceTaxonomy.find(id.substring(prefix.length())) : Optional.empty();
    }

    private static String note(Census.Counted segment, Optional<Taxonomy.Segment> iab) {
        String seen = "seen " + Quantity.of(segment.times(), "time");
        if (iab.isPresent()) {
            return seen + "; IAB Audience Taxonomy"
                    + (iab.get().sensitive() ? "; dropped from 1.1 as sensitive: always inferred" : "");
        }
        return AudienceTaxonomy.idOf(segment.name())
                .map(id -> seen + "; called as " + id + " of the IAB Audience Taxonomy")
                .orElse(seen);
    }

    /** A CSV cell. White space around an id is never part of it. */
    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
