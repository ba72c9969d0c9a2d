package io.crumbless.columnar.parquet.format;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Parses Thrift's compact protocol in place: it allocates nothing for claimed sizes, and detects invalid lengths
 * itself.
 *
 * <pre>
 * field header   delta &lt;&lt; 4 | type          delta 0: the field id follows as a varint; 0x00 ends a struct
 * list header    size &lt;&lt; 4 | type           size 15: the size follows as a varint
 * binary         length varint, bytes
 * </pre>
 *
 * <p>After {@link #begin}, {@link #next} moves from field to field; the value of each is read or skipped before the
 * next.
 */
public final class CompactThrift {
    /** Types of boolean fields, which contain the value. */
    private static final int TRUE = 1;

    private static final int FALSE = 2;

    /** Type of 32-bit integers, including enum constants. */
    public static final int INT = 5;

    public static final int STRUCT = 12;

    /** From this size on, the size of a list follows its header. */
    public static final int LONG_LIST = 15;

    private static final int DEEPEST = 24;

    private final byte[] bytes;
    private final int end;
    private int position;
    private final int[] fields = new int[DEEPEST];
    private int depth;
    private int type;

    /** @param end end of the bytes, exclusive */
    public CompactThrift(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Index of the next byte to read. */
    public int position() {
        return position;
    }

    /** Begins a structure at this position. */
    public void begin() {
        if (depth == DEEPEST) {
            throw damaged();
        }
        fields[depth++] = 0;
    }

    /** Moves to the next field of the innermost structure; false at its end. */
    public boolean next() {
        int header = nextByte();
        type = header & 0x0F;
        if (type == 0) {
            depth--;
            return false;
        }
        int delta = header >>> 4;
        fields[depth - 1] = delta == 0 ? (int) number() : fields[depth - 1] + delta;
        return true;
    }

    /** The id of the current field. */
    public int field() {
        return fields[depth - 1];
    }

    /** Skips the value of the current field. */
    public void skip() {
        if (type > FALSE) {
            skip(type, depth);
        }
    }

    /** The value of the current field, an integer. */
    public long number() {
        long zigzag = varint();
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    /** The value of the current field, a 32-bit integer. */
    public int wholeNumber() {
        if (type != INT) {
            throw damaged();
        }
        return (int) number();
    }

    /**
     * Skips the value of the current field, an enum constant. An unknown one is overwritten by another.
     *
     * @param constants returns null for an unknown number
     * @return the unknown number, or 0 if it is negative; -1 if the constant is known
     */
    public int enumeration(IntFunction<@Nullable Object> constants, int otherwise) {
        if (type != INT) {
            throw damaged();
        }
        return enumerationItem(constants, otherwise);
    }

    /** As {@link #enumeration}, for an item of a list. */
    public int enumerationItem(IntFunction<@Nullable Object> constants, int otherwise) {
        int start = position;
        int number = (int) number();
        if (number >= 0 && constants.apply(number) != null) {
            return -1;
        }
        overwrite(start, otherwise);
        return Math.max(number, 0);
    }

    /** In the same number of bytes: a varint may be longer than necessary. */
    private void overwrite(int start, int number) {
        int zigzag = number << 1 ^ number >> 31;
        for (int at = start; at < position; at++) {
            bytes[at] = (byte) (zigzag & 0x7F | (at < position - 1 ? 0x80 : 0));
            zigzag >>>= 7;
        }
    }

    /** A text that begins at {@code start}, for messages; does not change the position. */
    public String textAt(int start) {
        int before = position;
        position = start;
        long length = varint();
        requireRoomFor(length);
        String text = new String(bytes, position, (int) length, StandardCharsets.UTF_8);
        position = before;
        return text;
    }

    /** The value of the current field, a boolean. */
    boolean flag() {
        if (type != TRUE && type != FALSE) {
            throw damaged();
        }
        return type == TRUE;
    }

    /**
     * Reads the header of a list.
     *
     * @throws DamagedFile if its items are of another type
     */
    public int list(int itemType) {
        int header = nextByte();
        int size = size(header);
        if ((header & 0x0F) != itemType && size > 0) {
            throw damaged();
        }
        return size;
    }

    private int size(int listHeader) {
        long size = listHeader >>> 4 == LONG_LIST ? varint() : listHeader >>> 4;
        requireRoomFor(size);
        return (int) size;
    }

    /** Skips a structure at this position. */
    public void skipStruct() {
        skipStruct(depth);
    }

    private void skipStruct(int at) {
        while (true) {
            int header = nextByte();
            int fieldType = header & 0x0F;
            if (fieldType == 0) {
                return;
            }
            if (header >>> 4 == 0) {
                varint();
            }
            if (fieldType > FALSE) {
                skip(fieldType, at);
            }
        }
    }

    private void skip(int valueType, int at) {
        if (at > DEEPEST) {
            throw damaged();
        }
        switch (valueType) {
            case 1, 2, 3 -> skipBytes(1);
            case 4, 5, 6 -> varint();
            case 7 -> skipBytes(8);
            case 8 -> skipBytes(varint());
            case 9, 10 -> skipList(at);
            case 11 -> skipMap(at);
            case STRUCT -> skipStruct(at + 1);
            case 13 -> skipBytes(16);
            default -> throw damaged();
        }
    }

    private void skipList(int at) {
        int header = nextByte();
        for (int left = size(header); left > 0; left--) {
            skip(header & 0x0F, at + 1);
        }
    }

    private void skipMap(int at) {
        long size = varint();
        requireRoomFor(size);
        if (size > 0) {
            int types = nextByte();
            for (long i = 0; i < size; i++) {
                skip(types >>> 4, at + 1);
                skip(types & 0x0F, at + 1);
            }
        }
    }

    /** Each value takes at least one byte. */
    private void requireRoomFor(long values) {
        if (values < 0 || values > end - position) {
            throw damaged();
        }
    }

    private void skipBytes(long count) {
        requireRoomFor(count);
        position += (int) count;
    }

    private int nextByte() {
        if (position >= end) {
            throw damaged();
        }
        return bytes[position++] & 0xFF;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int b = nextByte();
            value |= (b & 0x7FL) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw damaged();
    }

    private static DamagedFile damaged() {
        return new DamagedFile("its structure is broken");
    }
}
