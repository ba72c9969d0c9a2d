package io.crumbless.parquet;

import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Collects the values of one page of a column at a time, and the dictionary of a whole column chunk. */
abstract class ValueEncoder {
    /** Above this a dictionary costs a reader more than it saves. */
    static final int MOST_DICTIONARY_BYTES = 1 << 20;

    /** Below this many values a page says nothing of how often values repeat. */
    static final int FEWEST_TO_JUDGE = 1000;

    /** Values in the page. */
    abstract int count();

    /** Bytes the page would take, roughly. */
    abstract int pageBytes();

    /** Whether the page must end because the dictionary is full. */
    abstract boolean isDictionaryFull();

    /** Adds the page's encoded values to {@code out} and says how they are encoded; then a new page begins. */
    abstract Encoding finishPage(Bytes out, RunWriter runs);

    /** Puts smallest and largest value of the page, if it has any; call it before {@link #finishPage}. */
    abstract void putBounds(Statistics.Builder statistics);

    /** The dictionary of the chunk, null if no page used one; then a new chunk begins. */
    abstract @Nullable DictionaryPage finishChunk();

    /** Writes dictionary ids: one byte of width, then runs. */
    static void addIds(int[] ids, int count, int dictionarySize, Bytes out, RunWriter runs) {
        int width = 32 - Integer.numberOfLeadingZeros(Math.max(0, dictionarySize - 1));
        out.addByte(width);
        runs.start(width);
        for (int i = 0; i < count; i++) {
            runs.add(ids[i], 1);
        }
        runs.finish();
    }
}
