package io.crumbless.columnar.spill;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of serialised values: variable-length numbers, texts and symbols, one after another. Read by {@link
 * RecordReader}.
 */
public final class RecordBuffer {
    private byte[] bytes;
    private int length;

    RecordBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void truncate(int newLength) {
        length = newLength;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
    }

    void raw(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    void fixedInt(int value) {
        reserve(Integer.BYTES);
        length += Integer.BYTES;
        patchInt(length - Integer.BYTES, value);
    }

    void patchInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    void octet(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** A number that is rarely negative: seven bits per byte, least significant first, zigzag. */
    public void number(long value) {
        reserve(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** A number or null. */
    public void optionalNumber(@Nullable Integer value) {
        octet(value == null ? 0 : 1);
        if (value != null) {
            number(value);
        }
    }

    /** A text or null, in UTF-8 preceded by its length. */
    public void text(@Nullable String value) {
        if (value == null) {
            number(-1);
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        raw(utf8, 0, utf8.length);
    }
}
