package io.crumbless.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is left of a page when rows are cut out of it: runs of entries, and of the values among them. */
final class Pieces {
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int[] valueFrom = new int[16];
    private int[] valueTo = new int[16];
    private int size;
    private int entries;
    private int values;
    private int allValues;

    /**
     * Finds the entries that stay.
     *
     * @param rows that go, sorted, counted from the row group's first
     * @param repetitions levels of the page; null where each row is one entry
     * @param all entries of the page
     */
    void cut(int[] rows, long firstRow, int @Nullable [] repetitions, int all) {
        size = 0;
        entries = 0;
        int begin = 0;
        int entry = 0;
        long row = firstRow - 1;
        for (int gone : rows) {
            int at;
            int behind;
            if (repetitions == null) {
                at = (int) (gone - firstRow);
                behind = at + 1;
            } else {
                while (row < gone) {
                    if (entry >= all) {
                        throw new DamagedFile("a page has fewer rows than its index says");
                    }
                    row += repetitions[entry++] == 0 ? 1 : 0;
                }
                at = entry - 1;
                while (entry < all && repetitions[entry] != 0) {
                    entry++;
                }
                behind = entry;
            }
            add(begin, at);
            begin = behind;
        }
        add(begin, all);
    }

    private void add(int begin, int end) {
        if (begin >= end) {
            return;
        }
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            valueFrom = Arrays.copyOf(valueFrom, 2 * size);
            valueTo = Arrays.copyOf(valueTo, 2 * size);
        }
        from[size] = begin;
        to[size] = end;
        size++;
        entries += end - begin;
    }

    /** Copies the levels of the entries that stay. */
    void copyRepetitions(RunReader levels, int most, LevelWriter out) {
        int entry = 0;
        for (int piece = 0; piece < size; piece++) {
            levels.skipLevels(from[piece] - entry, most);
            levels.copyLevels(to[piece] - from[piece], most, out);
            entry = to[piece];
        }
    }

    /**
     * Copies the levels of the entries that stay, and by that finds their values: entries as deep as {@code defined}.
     *
     * @param all entries of the page
     */
    void copyDefinitions(RunReader levels, int defined, int all, LevelWriter out) {
        values = 0;
        int before = 0;
        int entry = 0;
        for (int piece = 0; piece < size; piece++) {
            before += levels.skipLevels(from[piece] - entry, defined);
            valueFrom[piece] = before;
            int present = levels.copyLevels(to[piece] - from[piece], defined, out);
            before += present;
            valueTo[piece] = before;
            values += present;
            entry = to[piece];
        }
        allValues = before + levels.skipLevels(all - entry, defined);
    }

    /**
     * Each entry is a value: the column has no nulls.
     *
     * @param all entries of the page
     */
    void takeEntriesAsValues(int all) {
        System.arraycopy(from, 0, valueFrom, 0, size);
        System.arraycopy(to, 0, valueTo, 0, size);
        values = entries;
        allValues = all;
    }

    int size() {
        return size;
    }

    int from(int piece) {
        return from[piece];
    }

    int to(int piece) {
        return to[piece];
    }

    int valueFrom(int piece) {
        return valueFrom[piece];
    }

    int valueTo(int piece) {
        return valueTo[piece];
    }

    /** Entries that stay. */
    int entries() {
        return entries;
    }

    /** Values that stay. */
    int values() {
        return values;
    }

    /** Values of the whole page. */
    int allValues() {
        return allValues;
    }
}
