package io.crumbless.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Compression without Hadoop's codec classes, which would read Hadoop's configuration files at every start.
 *
 * <p>A page says how large it is when decompressed. Before that much memory is taken, the compressed bytes are asked
 * whether they can hold it, so that a damaged size is an error and not the end of the heap. For one thread at a time.
 */
final class Codecs implements CompressionCodecFactory {
    private final int zstdLevel;
    private final Map<CompressionCodecName, BytesInputDecompressor> decompressors =
            new EnumMap<>(CompressionCodecName.class);
    private @Nullable ZstdCompressor compressor;

    Codecs(int zstdLevel) {
        this.zstdLevel = zstdLevel;
    }

    /** For reading only. */
    Codecs() {
        this(Zstd.defaultCompressionLevel());
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        if (name != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("Part files are compressed with ZSTD, not " + name);
        }
        if (compressor == null) {
            compressor = new ZstdCompressor(zstdLevel);
        }
        return compressor;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return decompressors.computeIfAbsent(name, Codecs::newDecompressor);
    }

    private static BytesInputDecompressor newDecompressor(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED -> new Stored();
            case ZSTD -> new ZstdDecompressor();
            case SNAPPY -> new SnappyDecompressor();
            case GZIP -> new GzipDecompressor();
            case LZ4_RAW -> new Lz4RawDecompressor();
            case LZ4 -> new Lz4HadoopDecompressor();
            case LZO, BROTLI ->
                throw new UnsupportedFile("pages compressed with " + name
                        + " are not read; write the file with zstd, snappy, gzip or lz4");
        };
    }

    @Override
    public void release() {
        decompressors.values().forEach(BytesInputDecompressor::release);
        decompressors.clear();
        if (compressor != null) {
            compressor.release();
            compressor = null;
        }
    }

    static final class ZstdCompressor implements BytesInputCompressor {
        private final ZstdCompressCtx context;
        private byte[] buffer = new byte[1 << 16];

        ZstdCompressor(int level) {
            context = new ZstdCompressCtx().setLevel(level).setContentSize(true);
        }

        /** The result is valid until the next call. */
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteBuffer in = bytes.toByteBuffer();
            byte[] array = in.hasArray() ? in.array() : bytes.toByteArray();
            int offset = in.hasArray() ? in.arrayOffset() + in.position() : 0;
            int bound = Math.toIntExact(Zstd.compressBound(in.remaining()));
            if (buffer.length < bound) {
                buffer = new byte[bound];
            }
            int size = context.compressByteArray(buffer, 0, buffer.length, array, offset, in.remaining());
            return BytesInput.from(buffer, 0, size);
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

    /** Decompresses one array into another; the bookkeeping is here, the format in the subclass. */
    private abstract static class Decompressor implements BytesInputDecompressor {
        /** Fills {@code out} wholly, or throws. */
        abstract void decompress(byte[] in, int offset, int length, byte[] out) throws IOException;

        /** Throws if so few bytes cannot become so many. */
        abstract void check(byte[] in, int offset, int length, int decompressedSize) throws IOException;

        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            ByteBuffer in = bytes.toByteBuffer();
            byte[] array = in.hasArray() ? in.array() : bytes.toByteArray();
            int offset = in.hasArray() ? in.arrayOffset() + in.position() : 0;
            if (decompressedSize < 0) {
                throw new DamagedFile("a page of negative size");
            }
            check(array, offset, in.remaining(), decompressedSize);
            byte[] out = new byte[decompressedSize];
            decompress(array, offset, in.remaining(), out);
            return BytesInput.from(out);
        }

        @Override
        public void decompress(ByteBuffer in, int compressedSize, ByteBuffer out, int decompressedSize)
                throws IOException {
            ByteBuffer part = in.duplicate();
            part.limit(in.position() + compressedSize);
            out.put(decompress(BytesInput.from(part), decompressedSize).toByteBuffer());
        }

        @Override
        public void release() {}

        static void require(boolean sizesAgree) {
            if (!sizesAgree) {
                throw new DamagedFile("a page is not as large as its header says");
            }
        }
    }

    private static final class Stored implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) {
            Decompressor.require(bytes.size() == decompressedSize);
            return bytes;
        }

        @Override
        public void decompress(ByteBuffer in, int compressedSize, ByteBuffer out, int decompressedSize) {
            ByteBuffer part = in.duplicate();
            part.limit(in.position() + compressedSize);
            out.put(part);
        }

        @Override
        public void release() {}
    }

    private static final class ZstdDecompressor extends Decompressor {
        /** Where the frame does not say its size: zstd's best is about one byte for a block of 128 KiB. */
        private static final long LARGEST_RATIO = 1 << 17;

        private final ZstdDecompressCtx context = new ZstdDecompressCtx();

        @Override
        void check(byte[] in, int offset, int length, int decompressedSize) {
            long size = Zstd.getFrameContentSize(in, offset, length);
            // A page may be several frames, of which this is the first; an unknown size is negative.
            require(size < 0 ? decompressedSize <= length * LARGEST_RATIO : size <= decompressedSize);
            require(size < 0 || size == decompressedSize || decompressedSize <= length * LARGEST_RATIO);
        }

        @Override
        void decompress(byte[] in, int offset, int length, byte[] out) {
            require(context.decompressByteArray(out, 0, out.length, in, offset, length) == out.length);
        }

        @Override
        public void release() {
            context.close();
        }
    }

    private static final class SnappyDecompressor extends Decompressor {
        @Override
        void check(byte[] in, int offset, int length, int decompressedSize) throws IOException {
            require(Snappy.uncompressedLength(in, offset, length) == decompressedSize);
        }

        @Override
        void decompress(byte[] in, int offset, int length, byte[] out) throws IOException {
            require(Snappy.uncompress(in, offset, length, out, 0) == out.length);
        }
    }

    private static final class GzipDecompressor extends Decompressor {
        /** Deflate's best is 1,032 : 1. */
        private static final long LARGEST_RATIO = 1032;

        @Override
        void check(byte[] in, int offset, int length, int decompressedSize) {
            require(decompressedSize <= length * LARGEST_RATIO);
        }

        @Override
        void decompress(byte[] in, int offset, int length, byte[] out) throws IOException {
            try (GZIPInputStream unzipped =
                    new GZIPInputStream(new ByteArrayInputStream(in, offset, length), 1 << 13)) {
                require(unzipped.readNBytes(out, 0, out.length) == out.length);
                require(unzipped.read() < 0);
            }
        }
    }

    private static final class Lz4RawDecompressor extends Decompressor {
        /** One byte of a match length stands for at most 255 bytes. */
        private static final long LARGEST_RATIO = 255;

        private final Lz4Decompressor lz4 = new Lz4Decompressor();

        @Override
        void check(byte[] in, int offset, int length, int decompressedSize) {
            require(decompressedSize <= length * LARGEST_RATIO);
        }

        @Override
        void decompress(byte[] in, int offset, int length, byte[] out) {
            require(out.length == 0 || lz4.decompress(in, offset, length, out, 0, out.length) == out.length);
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
    private static final class Lz4HadoopDecompressor extends Decompressor {
        private final Lz4RawDecompressor raw = new Lz4RawDecompressor();

        @Override
        void check(byte[] in, int offset, int length, int decompressedSize) {
            raw.check(in, offset, length, decompressedSize);
        }

        @Override
        void decompress(byte[] in, int offset, int length, byte[] out) {
            if (!decompressFrames(ByteBuffer.wrap(in, offset, length), out)) {
                raw.decompress(in, offset, length, out);
            }
        }

        private boolean decompressFrames(ByteBuffer in, byte[] out) {
            int done = 0;
            while (done < out.length) {
                if (in.remaining() < 8) {
                    return false;
                }
                int frame = in.getInt();
                if (frame <= 0 || frame > out.length - done) {
                    return false;
                }
                int end = done + frame;
                while (done < end) {
                    int block = in.remaining() < 4 ? -1 : in.getInt();
                    if (block <= 0 || block > in.remaining()) {
                        return false;
                    }
                    done += raw.lz4.decompress(
                            in.array(), in.arrayOffset() + in.position(), block, out, done, end - done);
                    in.position(in.position() + block);
                }
            }
            return !in.hasRemaining();
        }
    }
}
