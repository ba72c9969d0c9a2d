package io.crumbless.tools.init;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts names of segments or answers, and how many distinct people or cookies each was seen with. A rare name may be
 * one person's own words, so it is counted but not returned.
 */
final class Census {
    /** If there are more distinct names, they are values rather than names, and none is returned. */
    static final int MOST_NAMES = 100_000;

    /** Longer texts are not names and are not stored. */
    private static final int LONGEST_NAME = 200;

    private final int atLeast;
    private final int mostNames;
    private final Map<String, Seen> names = new HashMap<>();
    private long beyond;
    private boolean tooLong;

    /** @param atLeast minimum number of distinct keys with which a name must be seen to be returned */
    Census(int atLeast) {
        this(atLeast, MOST_NAMES);
    }

    /** @param mostNames maximum number of distinct names; beyond it they are treated as values */
    Census(int atLeast, int mostNames) {
        this.atLeast = atLeast;
        this.mostNames = mostNames;
    }

    /** A name and the number of times it was seen. */
    record Counted(String name, long times) {}

    /** The distinct keys of a name, tracked until there are enough of them. */
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

    /** Names seen with enough keys, the most frequent first; empty if there are too many names. */
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

    /** Whether there are too many distinct names for them to be names. */
    boolean isBeyondNames() {
        return beyond > 0;
    }

    /** The number of distinct names that are not returned. */
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
