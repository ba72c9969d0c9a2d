package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.BloomHashes;
import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.storage.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Encodes BYTE_ARRAY values, by dictionary if they repeat. A repeated text costs one look-up by its cached hash code
 * and no encoding to UTF-8.
 *
 * <p>The first values of a chunk decide: if they hardly repeat, all values are PLAIN, and a dictionary is not tried
 * again in the file. After the dictionary is full, the rest of the chunk is PLAIN.
 */
final class TextEncoder extends ValueEncoder {
    private final boolean withDictionary;
    private boolean worthwhile;

    /** Whether the next value gets a dictionary id. */
    private boolean coded;

    private boolean judged;

    /** Dictionary ids of the values before {@link #coded} became false. */
    private int[] ids = new int[64];

    private int codedCount;

    /** In PLAIN encoding, 4 bytes of length, then the bytes: of the dictionary, and of the values without id. */
    private final Bytes dictionary = new Bytes(64);

    private final Bytes plain = new Bytes(64);
    private int plainCount;

    /** Start of the plain values that are not encoded yet. */
    private int plainAt;

    private int[] offsets = new int[64];
    private int size;

    /** Hash table of ids + 1 by bytes; its size is a power of two, at most half full. */
    private int[] idsByBytes = new int[128];

    /**
     * Faster table before {@link #idsByBytes}, which needs no bytes: texts and their ids by hash code, with the same
     * size and load.
     */
    private @Nullable String[] texts = new @Nullable String[128];

    private int[] textIds = new int[128];
    private int textCount;
    private @Nullable String lastText;
    private int lastId;

    /** Marks ids already compared while computing bounds. */
    private int[] seen = new int[64];

    private int seenMark;
    private final @Nullable BloomHashes bloom;

    TextEncoder(boolean withDictionary, @Nullable BloomHashes bloom) {
        this.withDictionary = withDictionary;
        this.worthwhile = withDictionary;
        this.coded = withDictionary;
        this.bloom = bloom;
    }

    @Override
    void startEntry() {
        if (coded && !judged && codedCount >= ENOUGH_TO_JUDGE) {
            judge();
        }
        coded &= dictionary.length() <= MOST_DICTIONARY_BYTES;
    }

    private void judge() {
        judged = true;
        if (!pays(size, codedCount)) {
            worthwhile = false;
            coded = false;
        }
    }

    @Override
    void seal() {
        if (coded && !judged && codedCount >= FEWEST_TO_JUDGE) {
            judge();
        }
    }

    @SuppressWarnings("ReferenceEquality")
    void add(String text) {
        if (!coded) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            addPlain(bytes, 0, bytes.length);
            return;
        }
        // Lineage columns repeat constants row by row.
        if (text != lastText) {
            lastId = idOf(text);
            lastText = text;
        }
        addId(lastId);
    }

    void add(byte[] bytes, int offset, int length) {
        if (coded) {
            addId(idOf(bytes, offset, length));
        } else {
            addPlain(bytes, offset, length);
        }
    }

    private void addId(int id) {
        if (codedCount == ids.length) {
            ids = Arrays.copyOf(ids, 2 * codedCount);
        }
        ids[codedCount++] = id;
    }

    private void addPlain(byte[] bytes, int offset, int length) {
        plain.addInt(length);
        plain.add(bytes, offset, length);
        plainCount++;
        if (bloom != null) {
            bloom.add(bytes, offset, length);
        }
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
    int count() {
        return codedCount + plainCount;
    }

    @Override
    long bytes() {
        return (long) Integer.BYTES * codedCount + dictionary.length() + plain.length();
    }

    @Override
    int pageEnd(int from, int most, int mostBytes) {
        int end = (int) Math.min(from < codedCount ? codedCount : count(), (long) from + most);
        if (from < codedCount && worthwhile) {
            return end;
        }
        long bytes = 0;
        int at = plainAt;
        for (int i = from; i < end; i++) {
            int length = i < codedCount ? lengthOf(ids[i]) : LittleEndian.intAt(plain.array(), at);
            bytes += Integer.BYTES + length;
            at += i < codedCount ? 0 : Integer.BYTES + length;
            if (bytes >= mostBytes) {
                return i + 1;
            }
        }
        return end;
    }

    @Override
    void putBounds(int from, int to, Statistics.Builder statistics) {
        if (from == to) {
            return;
        }
        Bounds bounds = new Bounds(from < codedCount ? dictionary.array() : plain.array());
        if (from < codedCount) {
            seenMark++;
            for (int i = from; i < to; i++) {
                if (seen[ids[i]] != seenMark) {
                    seen[ids[i]] = seenMark;
                    bounds.include(offsets[ids[i]], lengthOf(ids[i]));
                }
            }
        } else {
            int at = plainAt;
            for (int i = from; i < to; i++) {
                int length = LittleEndian.intAt(plain.array(), at);
                bounds.include(at + Integer.BYTES, length);
                at += Integer.BYTES + length;
            }
        }
        statistics.withMin(bounds.smallest()).withMax(bounds.largest());
    }

    @Override
    Encoding encode(int from, int to, Bytes out) {
        if (from < codedCount) {
            if (worthwhile) {
                addIds(ids, from, to, size, out);
                return Encoding.RLE_DICTIONARY;
            }
            for (int i = from; i < to; i++) {
                out.add(dictionary.array(), offsets[ids[i]] - Integer.BYTES, Integer.BYTES + lengthOf(ids[i]));
            }
            return Encoding.PLAIN;
        }
        int end = plainAt;
        for (int i = from; i < to; i++) {
            end += Integer.BYTES + LittleEndian.intAt(plain.array(), end);
        }
        out.add(plain.array(), plainAt, end - plainAt);
        plainAt = end;
        return Encoding.PLAIN;
    }

    @Override
    @Nullable
    DictionaryPage dictionary() {
        return worthwhile && codedCount > 0
                ? new DictionaryPage(
                        BytesInput.from(Arrays.copyOf(dictionary.array(), dictionary.length())), size, Encoding.PLAIN)
                : null;
    }

    @Override
    void beginFile() {
        worthwhile = withDictionary;
        clear();
    }

    @Override
    void clear() {
        coded = worthwhile;
        judged = false;
        codedCount = 0;
        plainCount = 0;
        plainAt = 0;
        plain.clear();
        dictionary.clear();
        if (size > 0) {
            size = 0;
            Arrays.fill(idsByBytes, 0);
            Arrays.fill(texts, null);
        }
        textCount = 0;
        lastText = null;
    }

    /** Minimum and maximum byte string, unsigned, as Parquet orders STRING. */
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
