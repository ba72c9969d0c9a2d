package io.crumbless.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses pages without Hadoop's codec classes, which would read Hadoop's configuration files at every start. */
final class ZstdCompressor implements BytesInputCompressor {
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
