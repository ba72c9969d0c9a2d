package io.crumbless.columnar.storage;

import java.nio.ByteBuffer;

/** A small file in memory. */
final class BytesInput implements SeekableInput {
    private final byte[] content;
    private long position;

    /** @param content must not be changed */
    BytesInput(byte[] content) {
        this.content = content;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void seek(long target) {
        position = target;
    }

    @Override
    public int read(ByteBuffer buffer) {
        if (position >= content.length) {
            return -1;
        }
        int count = Math.min(content.length - (int) position, buffer.remaining());
        buffer.put(content, (int) position, count);
        position += count;
        return count;
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
