package io.crumbless.night.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of rows of a table, by the first column of their order. Rows without a key belong to the last range.
 *
 * @param from inclusive start; null if there is none
 * @param to exclusive end; null if there is none
 */
record KeyRange(@Nullable Object from, @Nullable Object to) {
    /** All rows. */
    static final KeyRange ALL = new KeyRange(null, null);

    /**
     * Ranges with about the same number of rows.
     *
     * @param sample distinct keys in the order of the database
     * @param most maximum number of ranges
     */
    static List<KeyRange> of(List<?> sample, int most) {
        List<KeyRange> ranges = new ArrayList<>();
        Object from = null;
        for (int i = 1; i < most && sample.size() >= most; i++) {
            Object to = sample.get((int) ((long) i * sample.size() / most));
            ranges.add(new KeyRange(from, to));
            from = to;
        }
        ranges.add(new KeyRange(from, null));
        return ranges;
    }
}
