package io.crumbless.parquet;

import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** INT32 and INT64 values. */
final class NumberEncoder extends DictionaryEncoder {
    private final boolean is32Bits;
    private final Bytes dictionary = new Bytes(256);
    private long[] page = new long[256];

    private long[] entries = new long[64];
    private int size;

    /** Ids + 1 by hash; a power of two, at most half full. */
    private int[] idsByValue = new int[128];

    NumberEncoder(boolean is32Bits, boolean withDictionary) {
        super(withDictionary);
        this.is32Bits = is32Bits;
    }

    void add(long value) {
        int index = count();
        if (index == page.length) {
            page = Arrays.copyOf(page, 2 * index);
        }
        page[index] = value;
        if (isCoded()) {
            addId(idOf(value));
        } else {
            addUncoded();
        }
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
        append(dictionary, value);
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

    private void append(Bytes out, long value) {
        if (is32Bits) {
            out.addInt((int) value);
        } else {
            out.addLong(value);
        }
    }

    @Override
    void putBounds(Statistics.Builder statistics) {
        if (count() == 0) {
            return;
        }
        long smallest = page[0];
        long largest = page[0];
        for (int i = 1; i < count(); i++) {
            smallest = Math.min(smallest, page[i]);
            largest = Math.max(largest, page[i]);
        }
        statistics.withMin(bytesOf(smallest)).withMax(bytesOf(largest));
    }

    private byte[] bytesOf(long value) {
        Bytes bytes = new Bytes(8);
        append(bytes, value);
        return Arrays.copyOf(bytes.array(), bytes.length());
    }

    @Override
    int dictionarySize() {
        return size;
    }

    @Override
    Bytes dictionaryBytes() {
        return dictionary;
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
        size = 0;
        Arrays.fill(idsByValue, 0);
    }

    @Override
    int plainBytes() {
        return count() * (is32Bits ? 4 : 8);
    }

    @Override
    void addPlain(Bytes out, int @Nullable [] idsOfValues, int valueCount) {
        for (int i = 0; i < valueCount; i++) {
            append(out, page[i]);
        }
    }

    @Override
    void clearPage() {}
}
