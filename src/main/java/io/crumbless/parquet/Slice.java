package io.crumbless.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;

/** Part of a byte array: {@code bytes[start, end)}. */
final class Slice {
    private final byte[] bytes;
    private final int start;
    private final int end;

    Slice(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    static Slice of(BytesInput input) throws IOException {
        ByteBuffer buffer = input.toByteBuffer();
        if (!buffer.hasArray()) {
            byte[] bytes = input.toByteArray();
            return new Slice(bytes, 0, bytes.length);
        }
        int start = buffer.arrayOffset() + buffer.position();
        return new Slice(buffer.array(), start, start + buffer.remaining());
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
