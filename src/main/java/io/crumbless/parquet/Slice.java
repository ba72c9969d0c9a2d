package io.crumbless.parquet;

/** Part of a byte array: {@code bytes[start, end)}. */
final class Slice {
    static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int start;
    private final int end;

    Slice(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int length() {
        return end - start;
    }

    Slice from(int newStart) {
        if (newStart < start || newStart > end) {
            throw new DamagedFile("a page ended too early");
        }
        return new Slice(bytes, newStart, end);
    }
}
