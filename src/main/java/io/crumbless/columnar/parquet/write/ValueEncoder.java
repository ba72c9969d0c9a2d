package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridWriter;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of a column chunk, and encodes them page by page once all are there: {@link #startEntry} and the adding
 * methods of the subclasses; then {@link #seal}; then, from the first value to the last, {@link #pageEnd},
 * {@link #putBounds} and {@link #encode} of every page; then {@link #dictionary} and {@link #clear}.
 */
abstract class ValueEncoder {
    /** Above this a dictionary costs a reader more than it saves. */
    static final int MOST_DICTIONARY_BYTES = 1 << 20;

    /** Below this many values a chunk says nothing of how often values repeat. */
    static final int FEWEST_TO_JUDGE = 1000;

    /** At so many values it is judged without waiting for the rest. */
    static final int ENOUGH_TO_JUDGE = 4096;

    /** Values so far. */
    abstract int count();

    /** Memory the values take, roughly. */
    abstract long bytes();

    /** Called before the value, or the items, of another row. */
    void startEntry() {}

    /** Learns when all values of the chunk are there. */
    void seal() {}

    /**
     * Where a page must end at the latest that begins with value {@code from}: because of its bytes, or because what
     * follows is encoded otherwise.
     *
     * @param most values that a page may have
     */
    abstract int pageEnd(int from, int most, int mostBytes);

    /** Adds the encoded values {@code from} to {@code to} (exclusive) to {@code out}, and says how they are encoded. */
    abstract Encoding encode(int from, int to, Bytes out);

    /** Puts smallest and largest of these values, if there are any. */
    abstract void putBounds(int from, int to, Statistics.Builder statistics);

    /** The dictionary of the chunk, null if no page used one. */
    abstract @Nullable DictionaryPage dictionary();

    /** Begins another chunk. */
    abstract void clear();

    /** Begins the first chunk of a file. */
    void beginFile() {
        clear();
    }

    /** Whether a dictionary of so many entries pays for so many values. */
    static boolean pays(int entries, int values) {
        return 2 * entries <= values;
    }

    /** Writes dictionary ids: one byte of width, then runs. */
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
