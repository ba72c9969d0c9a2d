package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.FrameCompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages with zstd, without Hadoop's codec classes, which would read Hadoop's configuration files at every
 * start.
 *
 * <p>A data page becomes one frame with a block of levels and a block of values or, with {@link PageLayout#SPLIT}, one
 * frame of levels and one of values. Repeated content, such as the levels of leaves of one struct, is compressed once.
 *
 * <p>parquet-java requests the size of a page before it compresses the page, so the result of {@link #page} must be
 * written before the next call.
 */
public final class PageCompressor implements BytesInputCompressor {
    /** The size of one or two runs of equal values. */
    private static final int FEW_VALUES_BYTES = 16;

    private final PageLayout layout;
    private final FrameCompressor frames;
    private final ContentCache<byte[]> known = new ContentCache<>();
    private final Bytes page = new Bytes(1 << 16);

    /** For a page with one frame, the content to compress; otherwise a placeholder of the same size. */
    private final Bytes content = new Bytes(1 << 16);

    private boolean ready;

    public PageCompressor(PartSettings settings) {
        layout = settings.pageLayout();
        frames = FrameCompressor.ofLevel(settings.zstdLevel());
    }

    /** A data page. */
    BytesInput page(Bytes levels, Bytes values) {
        content.clear();
        content.add(levels);
        content.add(values);
        page.clear();
        switch (layout) {
            case ONE_FRAME -> addWhole(levels.length());
            case SPLIT -> addSplit(levels, values);
        }
        ready = true;
        return BytesInput.from(content.array(), 0, content.length());
    }

    /** Leaves of a struct that have one constant value have equal pages. */
    private void addWhole(int levels) {
        if (content.length() - levels <= FEW_VALUES_BYTES) {
            add(content, true);
        } else {
            frames.addInTwo(content, levels, page);
        }
    }

    private void addSplit(Bytes levels, Bytes values) {
        if (levels.length() > 0) {
            add(levels, true);
        }
        if (values.length() > 0) {
            add(values, false);
        }
    }

    /** @param comesAgain whether the same bytes are likely to be compressed again */
    private void add(Bytes bytes, boolean comesAgain) {
        if (comesAgain) {
            byte[] frame = knownFrame(bytes);
            page.add(frame, 0, frame.length);
        } else {
            frames.add(bytes.array(), 0, bytes.length(), page);
        }
    }

    private byte[] knownFrame(Bytes bytes) {
        byte[] frame = known.get(bytes.array(), 0, bytes.length());
        if (frame == null) {
            frame = frames.frame(bytes);
            known.put(bytes.array(), 0, bytes.length(), frame);
        }
        return frame;
    }

    /** Clears cached frames; must be called when a row group ends. */
    public void endRowGroup() {
        known.clear();
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
