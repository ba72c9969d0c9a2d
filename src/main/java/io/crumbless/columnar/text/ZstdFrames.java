package io.crumbless.columnar.text;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The text of concatenated zstd frames. The stream of the library is not used, because it takes a truncated second
 * frame for the end if both were read at once; a test proves this.
 */
final class ZstdFrames extends InputStream {
    private static final int BUFFER_BYTES = 1 << 17;

    private final InputStream in;
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final byte[] chunk = new byte[BUFFER_BYTES];
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final ByteBuffer text = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

    /** Whether all input so far consists of complete frames. */
    private boolean atFrameEnd = true;

    /** Whether there may be more output without more input. */
    private boolean full;

    ZstdFrames(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!text.hasRemaining()) {
            if (!packed.hasRemaining() && !(full && !atFrameEnd) && !readMore()) {
                return -1;
            }
            text.clear();
            atFrameEnd = context.decompressDirectByteBufferStream(text, packed);
            full = !text.hasRemaining();
            text.flip();
        }
        int count = Math.min(length, text.remaining());
        text.get(buffer, offset, count);
        return count;
    }

    private boolean readMore() throws IOException {
        int count = in.read(chunk);
        if (count < 0 && !atFrameEnd) {
            throw new EOFException("A frame is cut short");
        }
        packed.clear().put(chunk, 0, Math.max(0, count)).flip();
        return count >= 0;
    }

    @Override
    public void close() throws IOException {
        context.close();
        in.close();
    }
}
