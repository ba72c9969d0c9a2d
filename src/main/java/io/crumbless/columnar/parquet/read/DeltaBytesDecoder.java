package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.MemoryLimit;
import io.crumbless.columnar.parquet.format.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;
import org.jspecify.annotations.Nullable;

/**
 * Byte strings whose lengths are delta encoded.
 *
 * <pre>
 * DELTA_LENGTH_BYTE_ARRAY   lengths, then all bytes one after the other
 * DELTA_BYTE_ARRAY          lengths of the prefixes shared with the value before, then the rest as above
 * </pre>
 */
final class DeltaBytesDecoder implements ValueDecoder {
    private final byte[] page;
    private final int end;
    private final @Nullable DeltaBinaryPackingValuesReader prefixes;
    private final DeltaBinaryPackingValuesReader lengths = new DeltaBinaryPackingValuesReader();
    private int position;

    /** Assembled values of this batch; the last one is needed for the next batch. */
    private byte[] buffer = new byte[1 << 12];

    private int lastStart;
    private int lastEnd;

    DeltaBytesDecoder(Encoding encoding, Slice values, int valueCount) throws IOException {
        page = values.bytes();
        end = values.end();
        position = values.start();
        if (encoding == Encoding.DELTA_BYTE_ARRAY) {
            prefixes = new DeltaBinaryPackingValuesReader();
            open(prefixes, values, valueCount);
        } else {
            prefixes = null;
        }
        open(lengths, values.from(position), valueCount);
    }

    private void open(DeltaBinaryPackingValuesReader numbers, Slice values, int valueCount) throws IOException {
        DeltaHeader.check(values, valueCount);
        ByteBufferInputStream in = ByteBufferInputStream.wrap(
                ByteBuffer.wrap(page, values.start(), values.length()).slice());
        numbers.initFromPage(valueCount, in);
        position += (int) in.position();
    }

    @Override
    public void decode(Values out, int count) {
        Arrays.fill(out.ids, 0, count, -1);
        if (prefixes == null) {
            out.bytes = page;
            for (int i = 0; i < count; i++) {
                int length = nextLength();
                out.starts[i] = position;
                position += length;
                out.ends[i] = position;
            }
        } else {
            decodeWithPrefixes(prefixes, out, count);
        }
    }

    private void decodeWithPrefixes(DeltaBinaryPackingValuesReader prefixLengths, Values out, int count) {
        int last = lastEnd - lastStart;
        System.arraycopy(buffer, lastStart, buffer, 0, last);
        lastStart = 0;
        lastEnd = last;
        for (int i = 0; i < count; i++) {
            int prefix = prefixLengths.readInteger();
            if (prefix < 0 || prefix > lastEnd - lastStart) {
                throw new DamagedFile("a value that shares more than there is with the one before");
            }
            int length = nextLength();
            makeRoom((long) lastEnd + prefix + length);
            System.arraycopy(buffer, lastStart, buffer, lastEnd, prefix);
            System.arraycopy(page, position, buffer, lastEnd + prefix, length);
            position += length;
            lastStart = lastEnd;
            lastEnd += prefix + length;
            out.starts[i] = lastStart;
            out.ends[i] = lastEnd;
        }
        out.bytes = buffer;
    }

    private int nextLength() {
        int length = lengths.readInteger();
        if (length < 0 || length > end - position) {
            throw new DamagedFile("a value longer than its page");
        }
        return length;
    }

    private void makeRoom(long size) {
        MemoryLimit.require(size, "values that share their beginnings, of " + size + " bytes when put together,");
        if (size > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.max(size, Math.min(2L * buffer.length, MemoryLimit.BYTES)));
        }
    }
}
