package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.Bytes;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Encodes INT32 and INT64 values, by dictionary if they repeat. The dictionary is built when all values are known; if
 * it does not pay for the first values, it is not tried again in the file.
 */
final class NumberEncoder extends ValueEncoder {
    private static final int[] NONE = {};

    private final boolean is32Bits;
    private final boolean withDictionary;
    private boolean worthwhile;
    private long[] values = new long[64];
    private int count;

    /** Dictionary id of each value; empty as long as the chunk has no dictionary. */
    private int[] ids = NONE;

    private boolean coded;
    private long[] entries = new long[64];
    private int size;

    /** Hash table of ids + 1; its size is a power of two, at most half full. */
    private int[] idsByValue = new int[128];

    NumberEncoder(boolean is32Bits, boolean withDictionary) {
        this.is32Bits = is32Bits;
        this.withDictionary = withDictionary;
        this.worthwhile = withDictionary;
    }

    void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    private int width() {
        return is32Bits ? Integer.BYTES : Long.BYTES;
    }

    @Override
    int count() {
        return count;
    }

    @Override
    long bytes() {
        return (long) Long.BYTES * count;
    }

    @Override
    void seal() {
        coded = worthwhile && count > 0 && makeDictionary();
    }

    private boolean makeDictionary() {
        if (ids.length < count) {
            ids = new int[Math.max(count, 2 * ids.length)];
        }
        for (int i = 0; i < count; i++) {
            ids[i] = idOf(values[i]);
            if (i == ENOUGH_TO_JUDGE && !pays(size, i)) {
                worthwhile = false;
                return false;
            }
            if (size * width() > MOST_DICTIONARY_BYTES) {
                return false;
            }
        }
        if (count >= FEWEST_TO_JUDGE && !pays(size, count)) {
            worthwhile = false;
            return false;
        }
        return true;
    }

    private int idOf(long value) {
        int mask = idsByValue.length - 1;
        int slot = hash(value) & mask;
        while (idsByValue[slot] != 0) {
            int id = idsByValue[slot] - 1;
            if (entries[id] == value) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        idsByValue[slot] = size + 1;
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size] = value;
        int id = size++;
        if (2 * size > idsByValue.length) {
            growIds();
        }
        return id;
    }

    private void growIds() {
        idsByValue = new int[2 * idsByValue.length];
        int mask = idsByValue.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hash(entries[id]) & mask;
            while (idsByValue[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            idsByValue[slot] = id + 1;
        }
    }

    private static int hash(long value) {
        return (int) ((value * 0x9E3779B97F4A7C15L) >>> 32);
    }

    @Override
    int pageEnd(int from, int most, int mostBytes) {
        return (int) Math.min(count, (long) from + Math.min(most, Math.max(1, mostBytes / width())));
    }

    @Override
    void putBounds(int from, int to, Statistics.Builder statistics) {
        if (from == to) {
            return;
        }
        long smallest = values[from];
        long largest = smallest;
        for (int i = from + 1; i < to; i++) {
            smallest = Math.min(smallest, values[i]);
            largest = Math.max(largest, values[i]);
        }
        statistics.withMin(bytesOf(smallest)).withMax(bytesOf(largest));
    }

    private byte[] bytesOf(long value) {
        Bytes bytes = new Bytes(Long.BYTES);
        addPlain(new long[] {value}, 0, 1, bytes);
        return Arrays.copyOf(bytes.array(), bytes.length());
    }

    @Override
    Encoding encode(int from, int to, Bytes out) {
        if (coded) {
            addIds(ids, from, to, size, out);
            return Encoding.RLE_DICTIONARY;
        }
        addPlain(values, from, to, out);
        return Encoding.PLAIN;
    }

    private void addPlain(long[] numbers, int from, int to, Bytes out) {
        for (int i = from; i < to; i++) {
            if (is32Bits) {
                out.addInt((int) numbers[i]);
            } else {
                out.addLong(numbers[i]);
            }
        }
    }

    @Override
    @Nullable
    DictionaryPage dictionary() {
        if (!coded) {
            return null;
        }
        Bytes plain = new Bytes(Math.max(1, size * width()));
        addPlain(entries, 0, size, plain);
        return new DictionaryPage(BytesInput.from(plain.array(), 0, plain.length()), size, Encoding.PLAIN);
    }

    @Override
    void beginFile() {
        worthwhile = withDictionary;
        clear();
    }

    @Override
    void clear() {
        count = 0;
        coded = false;
        if (size > 0) {
            size = 0;
            Arrays.fill(idsByValue, 0);
        }
    }
}
