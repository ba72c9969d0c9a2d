package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.ArrayInput;
import io.crumbless.columnar.parquet.format.Slice;
import org.apache.parquet.io.DelegatingSeekableInputStream;

/** A column chunk in memory, presented as a file in which it follows the magic bytes. */
final class ChunkInput extends DelegatingSeekableInputStream {
    /** Offset of the chunk; 0 would mean that there is none. */
    static final long START = 4;

    private final ArrayInput bytes;
    private final int start;

    ChunkInput(Slice chunk) {
        this(new ArrayInput(chunk.bytes(), chunk.start(), chunk.end()), chunk.start());
    }

    private ChunkInput(ArrayInput bytes, int start) {
        super(bytes);
        this.bytes = bytes;
        this.start = start;
    }

    @Override
    public long getPos() {
        return bytes.position() - start + START;
    }

    @Override
    public void seek(long position) {
        bytes.seek(Math.toIntExact(position - START + start));
    }
}
