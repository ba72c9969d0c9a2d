package io.crumbless.columnar.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Records, while a JSON Lines file is read, with which wanted keys the others occur: one that occurs only where a
 * wanted one does not may be that key, renamed in some records. Of nested keys the outermost counts. Not thread-safe.
 *
 * <p>A record without other keys costs nothing, and neither does one whose other keys were all seen beside every wanted
 * one.
 */
public final class KeyWatch {
    /** Maximum number of other keys; records with more use keys as data. */
    private static final int MOST_OTHERS = 64;

    /** Maximum number of wanted keys that are distinguished. */
    private static final int MOST_WANTED = Long.SIZE - 1;

    /** One of so many records is examined for the frequency of wanted keys. */
    private static final int ONE_IN = 16;

    private final List<String> wanted;
    private final Predicate<Map<String, JsonValue>> asked;
    private final long all;
    private final long[] occurrences;
    private final Map<String, Other> others = new LinkedHashMap<>();
    private final List<Other> inRecord = new ArrayList<>();
    private long records;
    private long looked;

    private static final class Other {
        private long records;
        private long beside;
    }

    /** For all records. */
    public KeyWatch(List<String> wanted) {
        this(wanted, record -> true);
    }

    /**
     * @param wanted keys that are read, each by its outermost name
     * @param asked whether a record should have what records have; others are passed over
     */
    public KeyWatch(List<String> wanted, Predicate<Map<String, JsonValue>> asked) {
        this.asked = asked;
        this.wanted = wanted.stream().distinct().limit(MOST_WANTED).toList();
        this.all = (1L << this.wanted.size()) - 1;
        this.occurrences = new long[this.wanted.size()];
    }

    /** Reports an unread key of the record. */
    void other(String name) {
        Other other = others.get(name);
        if (other == null && others.size() < MOST_OTHERS) {
            other = new Other();
            others.put(name, other);
        }
        if (other != null && other.beside != all) {
            inRecord.add(other);
        }
    }

    /** Reports the kept keys of the record, at its end. */
    void end(Map<String, JsonValue> there) {
        if (!asked.test(there)) {
            forget();
            return;
        }
        boolean counts = records++ % ONE_IN == 0;
        if (!counts && inRecord.isEmpty()) {
            return;
        }
        long mask = 0;
        for (int i = 0; i < occurrences.length; i++) {
            if (there.containsKey(wanted.get(i))) {
                mask |= 1L << i;
                occurrences[i] += counts ? 1 : 0;
            }
        }
        looked += counts ? 1 : 0;
        for (Other other : inRecord) {
            other.beside |= mask;
            other.records++;
        }
        inRecord.clear();
    }

    /** Discards the record, which cannot be read. */
    void forget() {
        inRecord.clear();
    }

    public List<String> wanted() {
        return wanted;
    }

    /**
     * Other keys, and the number of records in which each occurred until it had been seen together with all wanted
     * ones.
     */
    public Map<String, Long> others() {
        Map<String, Long> found = new LinkedHashMap<>();
        others.forEach((name, other) -> found.put(name, other.records));
        return found;
    }

    /** Whether a record has both. */
    public boolean standsBeside(String other, int wantedKey) {
        Other found = others.get(other);
        return found != null && (found.beside >>> wantedKey & 1) != 0;
    }

    /** Number of records that were examined for {@link #occurrences}. */
    public long looked() {
        return looked;
    }

    /** In how many of those a wanted key occurs. */
    public long occurrences(int wantedKey) {
        return occurrences[wantedKey];
    }
}
