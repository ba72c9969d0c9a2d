package io.crumbless.night.legacy;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Detects columns of a wide source that look like flags for a segment, such as {@code seg_mom = 0}. Every cell counts
 * as a value, including one that says no. Only columns of which no value is kept are inspected, and only some values of
 * each. Not thread-safe.
 */
final class YesNoColumns {
    private static final int LOOKED_AT = 10_000;
    private static final int MOST_COLUMNS = 1_000;
    private static final int LONGEST_WORD = 5;
    private static final Set<String> YES = Set.of("1", "true", "t", "yes", "y");
    private static final Set<String> NO = Set.of("0", "false", "f", "no", "n");

    private final Map<String, Column> columns = new TreeMap<>();

    /** The observations about a column. */
    static final class Column {
        private int seen;
        private boolean no;
        private boolean other;

        /** Whether more values should be inspected. */
        boolean looks() {
            return seen < LOOKED_AT && !other;
        }

        void see(String text) {
            seen++;
            String word = text.length() > LONGEST_WORD ? "" : text.toLowerCase(Locale.ROOT);
            no |= NO.contains(word);
            other |= !NO.contains(word) && !YES.contains(word);
        }
    }

    Column column(String name) {
        return columns.size() < MOST_COLUMNS || columns.containsKey(name)
                ? columns.computeIfAbsent(name, any -> new Column())
                : new Column();
    }

    /** Names of columns that hold only boolean words, with at least one no. */
    SortedSet<String> found() {
        SortedSet<String> found = new TreeSet<>();
        columns.forEach((name, column) -> {
            if (column.no && !column.other) {
                found.add(name);
            }
        });
        return found;
    }
}
