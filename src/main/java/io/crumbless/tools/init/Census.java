package io.crumbless.tools.init;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts names (of segments, of answers) and how many different people or cookies each was seen with. A name that few have may
 * be one person's own words, so that it is counted and not handed out.
 */
final class Census {
    /** More different names are no names but values; then none is handed out. */
    static final int MOST_NAMES = 100_000;

    /** Longer ones are no names; they are not held. */
    private static final int LONGEST_NAME = 200;

    private final int atLeast;
    private final int mostNames;
    private final Map<String, Seen> names = new HashMap<>();
    private long beyond;
    private boolean tooLong;

    /** @param atLeast with so many different keys a name must be seen to be handed out */
    Census(int atLeast) {
        this(atLeast, MOST_NAMES);
    }

    /** @param mostNames more different ones are no names but values */
    Census(int atLeast, int mostNames) {
        this.atLeast = atLeast;
        this.mostNames = mostNames;
    }

    /** A name and how often it was seen. */
    record Counted(String name, long times) {}

    /** Keys are distinguished until there are enough of them. */
    private static final class Seen {
        private final int[] keys;
        private int different;
        private long times;

        Seen(int atLeast) {
            this.keys = new int[atLeast];
        }

        void add(int key) {
            times++;
            boolean known = different == keys.length;
            for (int i = 0; i < different && !known; i++) {
                known = keys[i] == key;
            }
            if (!known) {
                keys[different++] = key;
            }
        }

        boolean isCommon() {
            return different == keys.length;
        }
    }

    void add(String name, String key) {
        if (name.length() > LONGEST_NAME) {
            tooLong = true;
            return;
        }
        Seen seen = names.get(name);
        if (seen == null && names.size() == mostNames) {
            beyond++;
            return;
        }
        if (seen == null) {
            seen = new Seen(atLeast);
            names.put(name, seen);
        }
        seen.add(key.hashCode());
    }

    /** Names that enough have, the most frequent first; none where there are too many for names. */
    List<Counted> common() {
        return beyond > 0
                ? List.of()
                : names.entrySet().stream()
                        .filter(entry -> entry.getValue().isCommon() && PersonalForm.mayBeShown(entry.getKey()))
                        .map(entry -> new Counted(entry.getKey(), entry.getValue().times))
                        .sorted(Comparator.comparingLong(Counted::times)
                                .reversed()
                                .thenComparing(Counted::name))
                        .toList();
    }

    /** Whether there are so many different ones that they are no names. */
    boolean isBeyondNames() {
        return beyond > 0;
    }

    /** How many different names are not handed out. */
    long rare() {
        return names.size() - common().size() + (tooLong ? 1 : 0);
    }

    /** How often each common name was seen. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        common().forEach(name -> counts.put(name.name(), name.times()));
        return counts;
    }
}
