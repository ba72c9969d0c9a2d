package io.crumbless.columnar.parquet.read;

import com.github.luben.zstd.ZstdDecompressCtx;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.MemoryLimit;
import io.crumbless.columnar.parquet.format.NativeLibrary;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.parquet.format.ZstdFrame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Decompresses pages without Hadoop's codec classes, which would read Hadoop's configuration files at every start.
 *
 * <p>A page header contains the decompressed size. Before so much memory is allocated, the size is checked against the
 * compressed bytes, so that a damaged size is reported and does not exhaust the heap. Not thread-safe.
 */
public abstract class Decompressor implements AutoCloseable {
    public static Decompressor of(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED -> new Stored();
            case ZSTD -> new ZstdPages();
            case SNAPPY -> new SnappyPages();
            case GZIP -> new GzipPages();
            case LZ4_RAW -> new Lz4Blocks();
            case LZ4 -> new Lz4Frames();
            case LZO, BROTLI ->
                throw new UnsupportedFile("pages compressed with " + name
                        + " are not read; write the file with zstd, snappy, gzip or lz4");
        };
    }

    /**
     * Decompresses {@code in} to {@code size} bytes: into {@code buffer} if it is large enough, otherwise into a new
     * array.
     */
    Slice decompress(Slice in, int size, byte[] buffer) throws IOException {
        require(size >= 0);
        check(in, size);
        MemoryLimit.require(size, "a page of " + size + " bytes when decompressed");
        byte[] out = buffer.length >= size ? buffer : MemoryLimit.array(size, "a page");
        decompressTo(in, out, size);
        return new Slice(out, 0, size);
    }

    /** Throws if the compressed bytes cannot expand to this size. */
    abstract void check(Slice in, int size) throws IOException;

    /** Fills {@code out[0, size)} entirely, or throws. */
    abstract void decompressTo(Slice in, byte[] out, int size) throws IOException;

    @Override
    public void close() {}

    private static void require(boolean sizesAgree) {
        if (!sizesAgree) {
            throw new DamagedFile("a page is not as large as its header says");
        }
    }

    private static final class Stored extends Decompressor {
        @Override
        Slice decompress(Slice in, int size, byte[] buffer) {
            require(in.length() == size);
            return in;
        }

        @Override
        void check(Slice in, int size) {}

        @Override
        void decompressTo(Slice in, byte[] out, int size) {}
    }

    private static final class ZstdPages extends Decompressor {
        /** The maximum ratio of zstd: about one byte for a block of 128 KiB. */
        private static final long LARGEST_RATIO = 1 << 17;

        private final ZstdDecompressCtx context;

        ZstdPages() {
            NativeLibrary.ZSTD.load();
            context = new ZstdDecompressCtx();
        }

        @Override
        void check(Slice in, int size) {
            long frame = ZstdFrame.contentSize(in);
            // The frame may have no content size, and may be the first of several in a page.
            require(frame == size || (frame < size && size <= in.length() * LARGEST_RATIO));
        }

        @Override
        void decompressTo(Slice in, byte[] out, int size) {
            require(context.decompressByteArray(out, 0, size, in.bytes(), in.start(), in.length()) == size);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private static final class SnappyPages extends Decompressor {
        SnappyPages() {
            NativeLibrary.SNAPPY.load();
        }

        @Override
        void check(Slice in, int size) throws IOException {
            require(Snappy.uncompressedLength(in.bytes(), in.start(), in.length()) == size);
        }

        @Override
        void decompressTo(Slice in, byte[] out, int size) throws IOException {
            require(Snappy.uncompress(in.bytes(), in.start(), in.length(), out, 0) == size);
        }
    }

    private static final class GzipPages extends Decompressor {
        /** The maximum ratio of deflate is 1,032 : 1. */
        private static final long LARGEST_RATIO = 1032;

        private static final int READ_BYTES = 1 << 13;

        @Override
        void check(Slice in, int size) {
            require(size <= in.length() * LARGEST_RATIO);
        }

        @Override
        void decompressTo(Slice in, byte[] out, int size) throws IOException {
            ByteArrayInputStream zipped = new ByteArrayInputStream(in.bytes(), in.start(), in.length());
            try (GZIPInputStream unzipped = new GZIPInputStream(zipped, READ_BYTES)) {
                require(unzipped.readNBytes(out, 0, size) == size);
                require(unzipped.read() < 0);
            }
        }
    }

    /** LZ4_RAW: a page is one LZ4 block. */
    private static final class Lz4Blocks extends Decompressor {
        /** One byte of a match length represents at most 255 bytes. */
        private static final long LARGEST_RATIO = 255;

        private final Lz4Decompressor lz4 = new Lz4Decompressor();

        @Override
        void check(Slice in, int size) {
            require(size <= in.length() * LARGEST_RATIO);
        }

        @Override
        void decompressTo(Slice in, byte[] out, int size) {
            require(size == 0 || decompressBlock(in.bytes(), in.start(), in.length(), out, 0, size) == size);
        }

        int decompressBlock(byte[] in, int start, int length, byte[] out, int offset, int room) {
            return lz4.decompress(in, start, length, out, offset, room);
        }
    }

    /**
     * The codec named LZ4 before LZ4_RAW. Hadoop's framing, each number 4 bytes, highest byte first:
     *
     * <pre>
     * 00 00 10 00  decompressed size of the frame
     * 00 00 03 e8  compressed size of a block, then the block; blocks follow until the frame is complete
     * </pre>
     *
     * <p>Some writers put a bare LZ4 block there instead, which is tried when the framing does not hold.
     */
    private static final class Lz4Frames extends Decompressor {
        private final Lz4Blocks blocks = new Lz4Blocks();

        @Override
        void check(Slice in, int size) {
            blocks.check(in, size);
        }

        @Override
        void decompressTo(Slice in, byte[] out, int size) {
            if (!decompressFrames(ByteBuffer.wrap(in.bytes(), in.start(), in.length()), out, size)) {
                blocks.decompressTo(in, out, size);
            }
        }

        private boolean decompressFrames(ByteBuffer in, byte[] out, int size) {
            int done = 0;
            while (done < size) {
                if (in.remaining() < 8) {
                    return false;
                }
                int frame = in.getInt();
                if (frame <= 0 || frame > size - done) {
                    return false;
                }
                int end = done + frame;
                while (done < end) {
                    int block = in.remaining() < 4 ? -1 : in.getInt();
                    if (block <= 0 || block > in.remaining()) {
                        return false;
                    }
                    done += blocks.decompressBlock(
                            in.array(), in.arrayOffset() + in.position(), block, out, done, end - done);
                    in.position(in.position() + block);
                }
            }
            return !in.hasRemaining();
        }
    }
}
