package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.FrameCompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages with zstd, without Hadoop's codec classes, which would read Hadoop's configuration files at every start.
 *
 * <p>Levels and values of a data page become a frame each. Every reader takes frames that follow one another for one text
 * (RFC 8878, section 3.1); and when a row without a value is taken out of a page, its values are handed on compressed as
 * they are. The leaves of a struct have the same levels mostly, so those are compressed once.
 *
 * <p>parquet-java asks for a page's size and then has it compressed, so what {@link #page} returns must be written before it
 * is called again.
 */
public final class PageCompressor implements BytesInputCompressor {
    private final FrameCompressor frames;
    private final ContentCache<byte[]> levelFrames = new ContentCache<>();
    private final Bytes page = new Bytes(1 << 16);
    private byte[] sized = new byte[0];
    private boolean ready;

    public PageCompressor(int level) {
        frames = FrameCompressor.ofLevel(level);
    }

    /** A data page. */
    BytesInput page(Bytes levels, Bytes values) {
        page.clear();
        if (levels.length() > 0) {
            byte[] frame = frameOfLevels(levels);
            page.add(frame, 0, frame.length);
        }
        if (values.length() > 0) {
            frames.add(values.array(), 0, values.length(), page);
        }
        ready = true;
        int size = levels.length() + values.length();
        if (sized.length < size) {
            sized = new byte[size];
        }
        // Only its size is asked; a subclass that would say so is not possible outside the library.
        return BytesInput.from(sized, 0, size);
    }

    private byte[] frameOfLevels(Bytes levels) {
        byte[] frame = levelFrames.get(levels.array(), 0, levels.length());
        if (frame == null) {
            frame = frames.frame(levels);
            levelFrames.put(levels.array(), 0, levels.length(), frame);
        }
        return frame;
    }

    /** Forgets levels; call it when a row group ends. */
    public void endRowGroup() {
        levelFrames.clear();
    }

    /** Called by parquet-java. The result is valid until the next page. */
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        if (!ready) {
            page.clear();
            ByteBuffer in = bytes.toByteBuffer();
            byte[] array = in.hasArray() ? in.array() : bytes.toByteArray();
            frames.add(array, in.hasArray() ? in.arrayOffset() + in.position() : 0, in.remaining(), page);
        }
        ready = false;
        return BytesInput.from(page.array(), 0, page.length());
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        frames.close();
    }
}
