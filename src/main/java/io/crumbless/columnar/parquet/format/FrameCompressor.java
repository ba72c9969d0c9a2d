package io.crumbless.columnar.parquet.format;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Compresses bytes to zstd frames with content size. Not thread-safe. */
public final class FrameCompressor implements AutoCloseable {
    /** Levels and values of a page are a few kilobytes, and short matches in bit-packed data save nothing. */
    private static final int QUICK_LEVEL = 1;

    private static final int QUICK_SHORTEST_MATCH = 7;
    private static final int QUICK_HASH_BITS = 10;
    private static final int BLOCK_HEADER_BYTES = 3;

    private final ZstdCompressCtx context;
    private final Bytes frame = new Bytes(1 << 12);

    /** Direct buffer for frames in two blocks, for which the library accepts no arrays. */
    private ByteBuffer input = ByteBuffer.allocateDirect(1 << 12);

    private ByteBuffer output = ByteBuffer.allocateDirect(1 << 12);

    private FrameCompressor(ZstdCompressCtx context) {
        this.context = context.setContentSize(true);
    }

    public static FrameCompressor ofLevel(int level) {
        return new FrameCompressor(context().setLevel(level));
    }

    /** For parts of pages: a third faster than level 1, and hardly larger. */
    public static FrameCompressor quick() {
        return new FrameCompressor(context()
                .setLevel(QUICK_LEVEL)
                .setMinMatch(QUICK_SHORTEST_MATCH)
                .setHashLog(QUICK_HASH_BITS));
    }

    private static ZstdCompressCtx context() {
        NativeLibrary.ZSTD.load();
        return new ZstdCompressCtx();
    }

    /** Appends the frame of {@code bytes[offset, offset + length)} to {@code out}. */
    public void add(byte[] bytes, int offset, int length, Bytes out) {
        int start = out.length();
        out.makeRoom(Math.toIntExact(Zstd.compressBound(length)));
        int size = context.compressByteArray(out.array(), start, out.array().length - start, bytes, offset, length);
        out.setLength(start + size);
    }

    /**
     * Appends one frame of {@code content} with a block boundary at {@code split}. Each block has entropy tables of its
     * own, which makes the frame smaller if the two parts differ in kind.
     *
     * @param split 0 or the length of the content for an ordinary frame
     */
    public void addInTwo(Bytes content, int split, Bytes out) {
        if (split == 0 || split == content.length()) {
            add(content.array(), 0, content.length(), out);
            return;
        }
        input = withRoom(input, content.length());
        output = withRoom(output, Math.toIntExact(Zstd.compressBound(content.length())) + BLOCK_HEADER_BYTES);
        context.setPledgedSrcSize(content.length());
        compress(content, 0, split, EndDirective.FLUSH);
        compress(content, split, content.length(), EndDirective.END);
        out.add(output.flip());
    }

    private void compress(Bytes content, int from, int to, EndDirective end) {
        input.clear().put(content.array(), from, to - from).flip();
        if (!context.compressDirectByteBufferStream(output, input, end)) {
            throw new IllegalStateException("zstd needs more room than it says");
        }
    }

    private static ByteBuffer withRoom(ByteBuffer buffer, int bytes) {
        return buffer.capacity() >= bytes
                ? buffer.clear()
                : ByteBuffer.allocateDirect(Integer.highestOneBit(bytes) << 1);
    }

    /** A frame in a new array. */
    public byte[] frame(Bytes content) {
        frame.clear();
        add(content.array(), 0, content.length(), frame);
        return Arrays.copyOf(frame.array(), frame.length());
    }

    @Override
    public void close() {
        context.close();
    }
}
