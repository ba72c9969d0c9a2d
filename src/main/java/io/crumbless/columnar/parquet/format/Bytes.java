package io.crumbless.columnar.parquet.format;

import io.crumbless.columnar.storage.LittleEndian;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing byte array; numbers are appended in little-endian order. */
public final class Bytes {
    private byte[] array;
    private int length;

    public Bytes(int capacity) {
        array = new byte[capacity];
    }

    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    void setLength(int newLength) {
        length = newLength;
    }

    public void addByte(int value) {
        makeRoom(1);
        array[length++] = (byte) value;
    }

    public void addInt(int value) {
        makeRoom(4);
        LittleEndian.INT.set(array, length, value);
        length += 4;
    }

    public void addLong(long value) {
        makeRoom(8);
        LittleEndian.LONG.set(array, length, value);
        length += 8;
    }

    public void addVarint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            addByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        addByte(rest);
    }

    public void add(byte[] bytes, int offset, int count) {
        makeRoom(count);
        System.arraycopy(bytes, offset, array, length, count);
        length += count;
    }

    public void add(Bytes other) {
        add(other.array, 0, other.length);
    }

    void add(ByteBuffer bytes) {
        int count = bytes.remaining();
        makeRoom(count);
        bytes.get(array, length, count);
        length += count;
    }

    public void putInt(int position, int value) {
        LittleEndian.INT.set(array, position, value);
    }

    /** Ensures that {@link #array} has room for so many more bytes. */
    void makeRoom(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(length, count), 2 * array.length));
        }
    }
}
