package io.crumbless.columnar.parquet.format;

import java.io.InputStream;

/**
 * A range of an array as a stream. Not thread-safe: the JDK's stream locks for each byte, which is slow for headers.
 */
public final class ArrayInput extends InputStream {
    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads {@code bytes[position, end)}. */
    public ArrayInput(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    @Override
    public int read() {
        return position < end ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] out, int offset, int length) {
        if (length > 0 && position >= end) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(bytes, position, out, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return end - position;
    }

    /** Index in the array of the next byte to read. */
    public int position() {
        return position;
    }

    /** Continues at {@code newPosition} of the array. */
    public void seek(int newPosition) {
        position = newPosition;
    }
}
