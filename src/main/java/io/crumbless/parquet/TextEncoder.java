package io.crumbless.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * BYTE_ARRAY values. A text seen before in the chunk costs one look-up by its cached hash code and no encoding to UTF-8.
 */
final class TextEncoder extends DictionaryEncoder {
    /** PLAIN layout: length in 4 bytes, then the bytes; of dictionary and page alike. */
    private final Bytes dictionary = new Bytes(256);

    private final Bytes page = new Bytes(256);
    private int[] offsets = new int[64];
    private int size;

    /** Ids + 1 by hash of the bytes; a power of two, at most half full. */
    private int[] idsByBytes = new int[128];

    /** Front of {@link #idsByBytes} that needs no bytes: texts and their ids by hash code, same size and fill. */
    private @Nullable String[] texts = new @Nullable String[128];

    private int[] textIds = new int[128];
    private int textCount;
    private @Nullable String lastText;
    private int lastId;

    /** Marks the ids seen while looking for bounds. */
    private int[] seen = new int[64];

    private int seenMark;
    private final @Nullable BloomHashes bloom;

    TextEncoder(boolean withDictionary, @Nullable BloomHashes bloom) {
        super(withDictionary);
        this.bloom = bloom;
    }

    @SuppressWarnings("ReferenceEquality")
    void add(String text) {
        if (!isCoded()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            addUncodedBytes(bytes, 0, bytes.length);
            return;
        }
        // Lineage repeats constants row after row.
        if (text == lastText) {
            addId(lastId);
            return;
        }
        lastId = idOf(text);
        lastText = text;
        addId(lastId);
    }

    private int idOf(String text) {
        int mask = texts.length - 1;
        int slot = spread(text.hashCode()) & mask;
        for (String other = texts[slot]; other != null; other = texts[slot]) {
            if (other.equals(text)) {
                return textIds[slot];
            }
            slot = (slot + 1) & mask;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int id = idOf(bytes, 0, bytes.length);
        remember(text, id);
        return id;
    }

    void add(byte[] bytes, int offset, int length) {
        if (isCoded()) {
            addId(idOf(bytes, offset, length));
        } else {
            addUncodedBytes(bytes, offset, length);
        }
    }

    private void addUncodedBytes(byte[] bytes, int offset, int length) {
        page.addInt(length);
        page.add(bytes, offset, length);
        addUncoded();
        if (bloom != null) {
            bloom.add(bytes, offset, length);
        }
    }

    private int idOf(byte[] bytes, int offset, int length) {
        int mask = idsByBytes.length - 1;
        int slot = hash(bytes, offset, length) & mask;
        while (idsByBytes[slot] != 0) {
            int id = idsByBytes[slot] - 1;
            int start = offsets[id];
            if (lengthOf(id) == length
                    && Arrays.equals(dictionary.array(), start, start + length, bytes, offset, offset + length)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        idsByBytes[slot] = size + 1;
        return newEntry(bytes, offset, length);
    }

    private int newEntry(byte[] bytes, int offset, int length) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            seen = Arrays.copyOf(seen, 2 * size);
        }
        dictionary.addInt(length);
        offsets[size] = dictionary.length();
        dictionary.add(bytes, offset, length);
        int id = size++;
        if (2 * size > idsByBytes.length) {
            growIds();
        }
        return id;
    }

    private void growIds() {
        idsByBytes = new int[2 * idsByBytes.length];
        int mask = idsByBytes.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hash(dictionary.array(), offsets[id], lengthOf(id)) & mask;
            while (idsByBytes[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            idsByBytes[slot] = id + 1;
        }
    }

    private void remember(String text, int id) {
        if (2 * (textCount + 1) > texts.length) {
            @Nullable String[] oldTexts = texts;
            int[] oldIds = textIds;
            texts = new @Nullable String[2 * oldTexts.length];
            textIds = new int[texts.length];
            for (int i = 0; i < oldTexts.length; i++) {
                String old = oldTexts[i];
                if (old != null) {
                    put(old, oldIds[i]);
                }
            }
        }
        put(text, id);
        textCount++;
    }

    private void put(String text, int id) {
        int mask = texts.length - 1;
        int slot = spread(text.hashCode()) & mask;
        while (texts[slot] != null) {
            slot = (slot + 1) & mask;
        }
        texts[slot] = text;
        textIds[slot] = id;
    }

    private int lengthOf(int id) {
        return LittleEndian.intAt(dictionary.array(), offsets[id] - 4);
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }

    private static int hash(byte[] bytes, int offset, int length) {
        long hash = length;
        int end = offset + length;
        int i = offset;
        for (; i <= end - 8; i += 8) {
            hash = (hash ^ LittleEndian.longAt(bytes, i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; i < end; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash >>> 32);
    }

    @Override
    void putBounds(Statistics.Builder statistics) {
        if (count() == 0) {
            return;
        }
        Bounds bounds = new Bounds(isCoded() ? dictionary.array() : page.array());
        if (isCoded()) {
            seenMark++;
            int[] ids = ids();
            for (int i = 0; i < count(); i++) {
                if (seen[ids[i]] != seenMark) {
                    seen[ids[i]] = seenMark;
                    bounds.include(offsets[ids[i]], lengthOf(ids[i]));
                }
            }
        } else {
            int position = 0;
            for (int i = 0; i < count(); i++) {
                int length = LittleEndian.intAt(page.array(), position);
                bounds.include(position + 4, length);
                position += 4 + length;
            }
        }
        statistics.withMin(bounds.smallest()).withMax(bounds.largest());
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
        Arrays.fill(idsByBytes, 0);
        Arrays.fill(texts, null);
        textCount = 0;
        lastText = null;
    }

    @Override
    int plainBytes() {
        return page.length();
    }

    @Override
    void addPlain(Bytes out, int @Nullable [] idsOfValues, int valueCount) {
        if (idsOfValues == null) {
            out.add(page);
            return;
        }
        for (int i = 0; i < valueCount; i++) {
            int id = idsOfValues[i];
            out.add(dictionary.array(), offsets[id] - 4, 4 + lengthOf(id));
        }
    }

    @Override
    void clearPage() {
        page.clear();
    }

    /** Smallest and largest byte string, unsigned, as Parquet orders STRING. */
    private static final class Bounds {
        private final byte[] bytes;
        private int smallest = -1;
        private int smallestLength;
        private int largest;
        private int largestLength;

        Bounds(byte[] bytes) {
            this.bytes = bytes;
        }

        void include(int offset, int length) {
            if (smallest < 0) {
                smallest = offset;
                smallestLength = length;
                largest = offset;
                largestLength = length;
            } else if (compare(offset, length, largest, largestLength) > 0) {
                largest = offset;
                largestLength = length;
            } else if (compare(offset, length, smallest, smallestLength) < 0) {
                smallest = offset;
                smallestLength = length;
            }
        }

        private int compare(int offset, int length, int other, int otherLength) {
            return Arrays.compareUnsigned(bytes, offset, offset + length, bytes, other, other + otherLength);
        }

        byte[] smallest() {
            return Arrays.copyOfRange(bytes, smallest, smallest + smallestLength);
        }

        byte[] largest() {
            return Arrays.copyOfRange(bytes, largest, largest + largestLength);
        }
    }
}
