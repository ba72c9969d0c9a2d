package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridWriter;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of a column chunk, and encodes them page by page once all are known. The sequence of calls is:
 * {@link #startEntry} and the adding methods of the subclasses; {@link #seal}; for each page {@link #pageEnd}, {@link
 * #putBounds} and {@link #encode}; {@link #dictionary} and {@link #clear}.
 */
abstract class ValueEncoder {
    /** A larger dictionary costs readers more than it saves. */
    static final int MOST_DICTIONARY_BYTES = 1 << 20;

    /** With fewer values, it is unknown how often values repeat. */
    static final int FEWEST_TO_JUDGE = 1000;

    /** With so many values, it is decided without waiting for the rest. */
    static final int ENOUGH_TO_JUDGE = 4096;

    /** Number of values so far. */
    abstract int count();

    /** Approximate memory of the values. */
    abstract long bytes();

    /** Called before the value, or the items, of the next row. */
    void startEntry() {}

    /** Called when all values of the chunk are known. */
    void seal() {}

    /**
     * The latest end of a page that begins with value {@code from}: because of its size, or because the following
     * values have another encoding.
     *
     * @param most maximum number of values in a page
     */
    abstract int pageEnd(int from, int most, int mostBytes);

    /** Appends the encoded values {@code from} to {@code to} (exclusive) to {@code out}, and returns their encoding. */
    abstract Encoding encode(int from, int to, Bytes out);

    /** Adds minimum and maximum of these values to the statistics, if there are any. */
    abstract void putBounds(int from, int to, Statistics.Builder statistics);

    /** The dictionary of the chunk; null if no page uses one. */
    abstract @Nullable DictionaryPage dictionary();

    /** Begins another chunk. */
    abstract void clear();

    /** Begins the first chunk of a file. */
    void beginFile() {
        clear();
    }

    /** Whether a dictionary of this size is worthwhile for so many values. */
    static boolean pays(int entries, int values) {
        return 2 * entries <= values;
    }

    /** Appends dictionary ids: one byte with their width, then runs. */
    static void addIds(int[] ids, int from, int to, int dictionarySize, Bytes out) {
        int width = 32 - Integer.numberOfLeadingZeros(Math.max(0, dictionarySize - 1));
        out.addByte(width);
        RleBitPackedHybridWriter runs = new RleBitPackedHybridWriter(out);
        runs.start(width);
        for (int i = from; i < to; i++) {
            runs.add(ids[i], 1);
        }
        runs.finish();
    }
}
