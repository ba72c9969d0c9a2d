package io.crumbless.columnar.parquet.format;

import io.crumbless.columnar.storage.LittleEndian;
import java.util.Arrays;

/**
 * Decodes Parquet's RLE / bit-packing hybrid: levels and dictionary ids.
 *
 * <pre>
 * header, a varint:  count &lt;&lt; 1        then one value of ceil(width / 8) bytes, repeated count times
 *                    groups &lt;&lt; 1 | 1   then groups * 8 values of width bits each, lowest bits first
 * </pre>
 */
public final class RleBitPackedHybridReader {
    private final byte[] bytes;
    private final int end;
    private final int width;
    private int position;

    /** Values left in the current run. */
    private int left;

    private boolean packed;
    private int repeated;

    /** Bits already read from the current packed run, counted from {@link #position}. */
    private long bit;

    /** Reads {@code bytes[position, end)}. */
    public RleBitPackedHybridReader(byte[] bytes, int position, int end, int width) {
        if (width < 0 || width > 32) {
            throw new DamagedFile("a run of values " + width + " bits wide");
        }
        if (position < 0 || position > end || end > bytes.length) {
            throw new DamagedFile("a run outside its page");
        }
        this.bytes = bytes;
        this.position = position;
        this.end = end;
        this.width = width;
    }

    /** Decodes the next {@code count} values to {@code out[0, count)}. */
    public void read(int[] out, int count) {
        int done = 0;
        while (done < count) {
            int some = inRun(count - done);
            if (packed) {
                unpack(out, done, some);
            } else {
                Arrays.fill(out, done, done + some, repeated);
            }
            left -= some;
            done += some;
        }
    }

    /**
     * Decodes the next {@code count} values as bit planes: bit {@code k} of value {@code i} becomes bit {@code i} of
     * plane {@code k}. That is cheaper than a number per value if only comparisons with a level are needed.
     */
    public void read(BitPlanes planes, int count) {
        planes.clear(width, count);
        int done = 0;
        while (done < count) {
            int some = inRun(count - done);
            if (packed) {
                some = planes.slice(done, some, width == 0 ? 0 : word(bit));
                bit += (long) some * width;
            } else {
                planes.repeat(done, some, repeated);
            }
            left -= some;
            done += some;
        }
    }

    /** Skips the next {@code count} values. */
    public void skip(int count) {
        int done = 0;
        while (done < count) {
            int some = inRun(count - done);
            if (packed) {
                bit += (long) some * width;
            }
            left -= some;
            done += some;
        }
    }

    /**
     * Skips the next {@code count} levels.
     *
     * @param most the maximum level
     * @return how many of them are {@code most}
     */
    public int skipLevels(int count, int most) {
        int found = 0;
        int done = 0;
        while (done < count) {
            int some = inRun(count - done);
            found += packed && width > 0 ? countPacked(some, most) : countRepeated(some, most);
            left -= some;
            done += some;
        }
        return found;
    }

    private int countRepeated(int count, int most) {
        int level = packed ? 0 : repeated;
        if (level > most) {
            throw PackedLevels.tooDeep();
        }
        return level == most ? count : 0;
    }

    /** Counts as many levels at once as a word contains. */
    private int countPacked(int count, int most) {
        int found = 0;
        int inWord = PackedLevels.BITS / width;
        for (int done = 0; done < count; ) {
            int some = Math.min(inWord, count - done);
            long word = word(bit) & (1L << some * width) - 1;
            found += PackedLevels.countOf(most, word, some, width);
            bit += (long) some * width;
            done += some;
        }
        return found;
    }

    /**
     * Skips single-bit repetition levels, 0 for the first entry of a row and 1 for the others, up to the first entry of
     * a row.
     *
     * @param rows number of rows to skip
     * @param entries maximum number of entries
     * @return how many entries were skipped; {@code entries} if they contain fewer rows
     */
    public int skipRows(int rows, int entries) {
        int before = rows;
        int done = 0;
        while (done < entries) {
            int some = inRun(entries - done);
            int here;
            int stop;
            if (packed) {
                some = Math.min(some, PackedLevels.BITS);
                long begins = ~word(bit) & (1L << some) - 1;
                here = Long.bitCount(begins);
                stop = before < here ? PackedLevels.placeOf(before, begins) : some;
                bit += stop;
            } else {
                here = repeated == 0 ? some : 0;
                stop = before < here ? before : some;
            }
            left -= stop;
            done += stop;
            if (before < here) {
                return done;
            }
            before -= here;
        }
        return entries;
    }

    /** Decodes bit-packed values without a run header. */
    public void readPacked(int[] out, int count) {
        unpack(out, 0, count);
    }

    /** At least 56 bits starting at {@code at}; zeros beyond the end. */
    private long word(long at) {
        int index = position + (int) (at >>> 3);
        if (index <= end - Long.BYTES) {
            return LittleEndian.longAt(bytes, index) >>> (at & 7);
        }
        long word = 0;
        for (int k = 0; index + k < end; k++) {
            word |= (bytes[index + k] & 0xFFL) << (8 * k);
        }
        return word >>> (at & 7);
    }

    /** How many of the wanted values are in the current or next run; at least one. */
    private int inRun(int wanted) {
        if (left == 0) {
            nextRun();
        }
        return Math.min(left, wanted);
    }

    private void nextRun() {
        if (packed) {
            position = Math.min(end, position + (int) ((bit + 7) >>> 3));
            packed = false;
        }
        int header = varint();
        int count = header >>> 1;
        if (count == 0) {
            throw new DamagedFile("an empty run");
        }
        if ((header & 1) == 0) {
            left = count;
            repeated = littleEndian((width + 7) >>> 3);
        } else {
            // Old writers may truncate the last group; reading past the end is checked per value.
            left = (int) Math.min(count * 8L, width == 0 ? Integer.MAX_VALUE : (end - position) * 8L / width);
            if (left <= 0) {
                throw new DamagedFile("a packed run without bytes");
            }
            packed = true;
            bit = 0;
        }
    }

    private void unpack(int[] out, int from, int count) {
        int mask = width == 32 ? -1 : (1 << width) - 1;
        long at = bit;
        int i = from;
        int stop = from + count;
        // Eight bytes at once hold any value of up to 32 bits, wherever in the first byte it begins.
        int lastWide = end - 8;
        while (i < stop) {
            int index = position + (int) (at >>> 3);
            if (index > lastWide) {
                break;
            }
            long word = (long) LittleEndian.LONG.get(bytes, index) >>> (at & 7);
            // 56 bits are sure to be there.
            int values = Math.min(stop - i, width == 0 ? stop - i : 56 / width);
            for (int k = 0; k < values; k++) {
                out[i++] = (int) word & mask;
                word >>>= width;
            }
            at += (long) values * width;
        }
        for (; i < stop; i++) {
            out[i] = (int) word(at) & mask;
            at += width;
        }
        bit = at;
    }

    private int varint() {
        if (position < end && bytes[position] >= 0) {
            // Most runs are short.
            return bytes[position++];
        }
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = littleEndian(1);
            value |= (b & 0x7F) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new DamagedFile("a run header of more than 5 bytes");
    }

    private int littleEndian(int size) {
        if (position + size > end) {
            throw new DamagedFile("a page ended within a run");
        }
        int value = 0;
        for (int k = 0; k < size; k++) {
            value |= (bytes[position + k] & 0xFF) << (8 * k);
        }
        position += size;
        return value;
    }
}
