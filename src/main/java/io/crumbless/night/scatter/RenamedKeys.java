package io.crumbless.night.scatter;

import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.night.delivery.UnreadColumns;
import io.crumbless.night.intake.Delivery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Finds keys of JSON that may be a mapped key, renamed in some records of a source. Counted over all of its files while
 * they are read, as counts of the parts.
 */
public final class RenamedKeys {
    private static final String OTHER = "other-key:";
    private static final String BESIDE = "beside-key:";
    private static final String WANTED = "wanted-key:";
    private static final String LOOKED = "keys-looked:";

    /** If two keys are disjoint by chance with a higher probability, that is no evidence. */
    private static final double CHANCE = 0.01;

    private RenamedKeys() {}

    /** @param ignored keys that are deliberately not read */
    static void count(SortedMap<String, Long> counts, Delivery<?> delivery, KeyWatch watch, Set<String> ignored) {
        String source = delivery.sourceName() + ' ';
        counts.merge(LOOKED + delivery.sourceName(), watch.looked(), Long::sum);
        for (int i = 0; i < watch.wanted().size(); i++) {
            counts.merge(WANTED + source + watch.wanted().get(i), watch.occurrences(i), Long::sum);
        }
        watch.others().forEach((name, records) -> {
            if (!ignored.contains(name)) {
                counts.merge(OTHER + source + name, records, Long::sum);
                for (int i = 0; i < watch.wanted().size(); i++) {
                    if (watch.standsBeside(name, i)) {
                        counts.put(
                                BESIDE + source + name + '\n' + watch.wanted().get(i), 1L);
                    }
                }
            }
        });
    }

    /** @param earlier notices so far: what one of them names is not reported again */
    public static List<String> notices(Map<String, Long> counts, Collection<String> earlier) {
        List<String> notices = new ArrayList<>();
        counts.forEach((name, records) -> {
            if (name.startsWith(OTHER)) {
                String[] place = name.substring(OTHER.length()).split(" ", 2);
                String column = "Column '" + place[1] + "' of source '" + place[0] + "' ";
                if (earlier.stream().noneMatch(notice -> notice.startsWith(column))) {
                    UnreadColumns.names(List.of(place[1]))
                            .forEach(other -> missingBeside(counts, place[0], other, records)
                                    .forEach(wanted -> notices.add(column
                                            + "is not read, and may be '" + wanted
                                            + "', which is missing there. Map it under columns, or list it under"
                                            + " ignore-columns")));
                }
            }
        });
        return notices;
    }

    /** The mapped key that is missing in the records with the other one. */
    private static Set<String> missingBeside(Map<String, Long> counts, String source, String other, long records) {
        String prefix = WANTED + source + ' ';
        double looked = counts.getOrDefault(LOOKED + source, 0L);
        Set<String> missing = new TreeSet<>();
        counts.forEach((name, occurrences) -> {
            if (name.startsWith(prefix)) {
                String wanted = name.substring(prefix.length());
                boolean apart = !counts.containsKey(BESIDE + source + ' ' + other + '\n' + wanted);
                double byChance = Math.pow(1 - Math.min(occurrences / looked, 1), records);
                if (apart && byChance < CHANCE && missing.isEmpty()) {
                    missing.add(wanted);
                }
            }
        });
        return missing;
    }
}
