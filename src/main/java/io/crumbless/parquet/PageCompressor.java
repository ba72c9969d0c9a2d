package io.crumbless.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
 * <p>parquet-java asks for a page's size and then has it compressed, so what a method for data pages returns must be written
 * before the next one is called.
 */
final class PageCompressor implements BytesInputCompressor {
    private final ZstdCompressCtx context;
    private final Contents<byte[]> levelFrames = new Contents<>();
    private final Bytes page = new Bytes(1 << 16);
    private final Bytes frame = new Bytes(1 << 12);
    private byte[] sized = new byte[0];
    private boolean ready;

    PageCompressor(int level) {
        context = new ZstdCompressCtx().setLevel(level).setContentSize(true);
    }

    /** A data page. */
    BytesInput page(Bytes levels, Bytes values) {
        page.clear();
        add(levels.length() == 0 ? new byte[0] : frameOfLevels(levels));
        addValues(values);
        return ready(levels.length() + values.length());
    }

    /**
     * A data page the values of which are compressed already.
     *
     * @param levels a frame, or nothing
     * @param values a frame, or nothing
     * @param size of both when decompressed
     */
    BytesInput page(byte[] levels, Slice values, int size) {
        page.clear();
        add(levels);
        page.add(values.bytes(), values.start(), values.length());
        return ready(size);
    }

    /**
     * A data page the levels of which are compressed already.
     *
     * @param levels a frame, or nothing
     * @param levelsSize of the levels when decompressed
     */
    BytesInput page(byte[] levels, int levelsSize, Bytes values) {
        page.clear();
        add(levels);
        addValues(values);
        return ready(levelsSize + values.length());
    }

    /** A data page that is handed on as it is stored. */
    BytesInput page(Slice stored, int size) {
        page.clear();
        page.add(stored.bytes(), stored.start(), stored.length());
        return ready(size);
    }

    private void add(byte[] frame) {
        page.add(frame, 0, frame.length);
    }

    private BytesInput ready(int size) {
        ready = true;
        if (sized.length < size) {
            sized = new byte[size];
        }
        // Only its size is asked; a subclass that would say so is not possible outside the library.
        return BytesInput.from(sized, 0, size);
    }

    private void addValues(Bytes values) {
        if (values.length() > 0) {
            addFrame(values.array(), 0, values.length(), page);
        }
    }

    private byte[] frameOfLevels(Bytes levels) {
        byte[] frame = levelFrames.get(levels.array(), 0, levels.length());
        if (frame == null) {
            frame = frame(levels);
            levelFrames.put(levels.array(), 0, levels.length(), frame);
        }
        return frame;
    }

    /** A frame of its own. */
    byte[] frame(Bytes content) {
        frame.clear();
        addFrame(content.array(), 0, content.length(), frame);
        return Arrays.copyOf(frame.array(), frame.length());
    }

    private void addFrame(byte[] bytes, int offset, int length, Bytes out) {
        int start = out.length();
        out.makeRoom(Math.toIntExact(Zstd.compressBound(length)));
        int size = context.compressByteArray(out.array(), start, out.array().length - start, bytes, offset, length);
        out.setLength(start + size);
    }

    /** Forgets levels; call it when a row group ends. */
    void endRowGroup() {
        levelFrames.clear();
    }

    /** Called by parquet-java. The result is valid until the next page. */
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        if (!ready) {
            page.clear();
            ByteBuffer in = bytes.toByteBuffer();
            byte[] array = in.hasArray() ? in.array() : bytes.toByteArray();
            addFrame(array, in.hasArray() ? in.arrayOffset() + in.position() : 0, in.remaining(), page);
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
        context.close();
    }
}
