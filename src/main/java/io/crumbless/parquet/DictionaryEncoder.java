package io.crumbless.parquet;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.jspecify.annotations.Nullable;

/**
 * Values by dictionary id as long as that pays.
 *
 * <p>The first page of a chunk is judged: if its values hardly repeat it is written plain, and this column is not tried
 * again in the file. A full dictionary ends with the page; the rest of the chunk is plain.
 */
abstract class DictionaryEncoder extends ValueEncoder {
    private int[] ids = new int[256];
    private int count;

    /** Whether the values of the page being filled have ids. */
    private boolean coded;

    private boolean worthwhile;
    private boolean judged;
    private boolean dictionaryUsed;

    DictionaryEncoder(boolean worthwhile) {
        this.worthwhile = worthwhile;
        this.coded = worthwhile;
    }

    abstract int dictionarySize();

    /** Bytes of the dictionary's values, plain. */
    abstract Bytes dictionaryBytes();

    abstract void clearDictionary();

    /** Bytes of the page's values if they were plain. */
    abstract int plainBytes();

    /** Appends the page's values, plain; with ids if they have them. */
    abstract void addPlain(Bytes out, int @Nullable [] idsOfValues, int valueCount);

    abstract void clearPage();

    final boolean isCoded() {
        return coded;
    }

    final int[] ids() {
        return ids;
    }

    final void addId(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
    }

    final void addUncoded() {
        count++;
    }

    @Override
    final int count() {
        return count;
    }

    @Override
    final int pageBytes() {
        return coded ? 2 * count : plainBytes();
    }

    @Override
    final boolean isDictionaryFull() {
        return coded && dictionaryBytes().length() > MOST_DICTIONARY_BYTES;
    }

    @Override
    final Encoding finishPage(Bytes out, RunWriter runs) {
        if (coded && !judged && count >= FEWEST_TO_JUDGE && 2 * dictionarySize() > count) {
            worthwhile = false;
        }
        Encoding encoding = Encoding.PLAIN;
        if (coded && worthwhile && count > 0) {
            addIds(ids, count, dictionarySize(), out, runs);
            encoding = Encoding.RLE_DICTIONARY;
            dictionaryUsed = true;
        } else {
            addPlain(out, coded ? ids : null, count);
        }
        judged |= count >= FEWEST_TO_JUDGE;
        coded = coded && worthwhile && !isDictionaryFull();
        count = 0;
        clearPage();
        return encoding;
    }

    @Override
    final @Nullable DictionaryPage finishChunk() {
        DictionaryPage page = null;
        if (dictionaryUsed) {
            Bytes bytes = dictionaryBytes();
            page = new DictionaryPage(
                    BytesInput.from(Arrays.copyOf(bytes.array(), bytes.length())), dictionarySize(), Encoding.PLAIN);
        }
        clearDictionary();
        dictionaryUsed = false;
        judged = false;
        coded = worthwhile;
        return page;
    }
}
