package io.crumbless.night.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table by the first column of their order. Rows without a key belong to the last range.
 *
 * @param from the least key; null where the range has no beginning
 * @param to the key behind the last; null where the range has no end
 */
record KeyRange(@Nullable Object from, @Nullable Object to) {
    /** All rows. */
    static final KeyRange ALL = new KeyRange(null, null);

    /**
     * Ranges of about as many rows.
     *
     * @param sample keys in the order of the database, each once
     * @param most how many ranges there may be
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
