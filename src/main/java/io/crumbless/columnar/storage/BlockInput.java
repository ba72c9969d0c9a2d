package io.crumbless.columnar.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * Reads a file of an object store in blocks, one request each: a small file entirely; of a large one the block after
 * the requested position, and its end when that is first read. Keeps one block in memory.
 */
final class BlockInput implements SeekableInput {
    /** 4 MiB: at 100 MB/s the transfer takes as long as the latency of the request. */
    private static final int BLOCK_BYTES = 4 << 20;

    /** The end of a large file, with the Parquet footer, is read backwards in blocks. */
    private static final int TAIL_BYTES = 1 << 20;

    private final FSDataInputStream in;
    private final long size;
    private long position;
    private long blockStart;
    private byte[] block = new byte[0];

    BlockInput(FSDataInputStream in, long size) {
        this.in = in;
        this.size = size;
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
    public int read(ByteBuffer buffer) throws IOException {
        if (position >= size) {
            return -1;
        }
        if (position < blockStart || position >= blockStart + block.length) {
            fill();
        }
        int from = (int) (position - blockStart);
        int count = Math.min(block.length - from, buffer.remaining());
        buffer.put(block, from, count);
        position += count;
        return count;
    }

    private void fill() throws IOException {
        long start = size <= BLOCK_BYTES ? 0 : position >= size - TAIL_BYTES ? size - TAIL_BYTES : position;
        byte[] next = new byte[(int) Math.min(BLOCK_BYTES, size - start)];
        in.readFully(start, next);
        block = next;
        blockStart = start;
    }

    @Override
    public void close() throws IOException {
        block = new byte[0];
        in.close();
    }
}
