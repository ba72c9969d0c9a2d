package io.crumbless.columnar.parquet.format;

import io.crumbless.columnar.storage.LittleEndian;

/** Part of a byte array: {@code bytes[start, end)}. */
public final class Slice {
    public static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int start;
    private final int end;

    public Slice(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    public int length() {
        return end - start;
    }

    /** End of the PLAIN text at {@code at}: 4 bytes of length, then UTF-8. */
    public int behindText(int at) {
        int length = at + 4 > end ? -1 : LittleEndian.intAt(bytes, at);
        if (length < 0 || length > end - at - 4) {
            throw new DamagedFile("a text longer than its page");
        }
        return at + 4 + length;
    }

    public Slice from(int newStart) {
        if (newStart < start || newStart > end) {
            throw new DamagedFile("a page ended too early");
        }
        return new Slice(bytes, newStart, end);
    }
}
