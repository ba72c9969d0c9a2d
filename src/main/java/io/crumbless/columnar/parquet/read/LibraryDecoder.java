package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Delta encoded and byte-stream-split numbers, by parquet-java's own readers. */
final class LibraryDecoder implements ValueDecoder {
    private final ValuesReader reader;
    private final PrimitiveTypeName type;
    private byte[] buffer = new byte[1 << 12];

    LibraryDecoder(ColumnDescriptor column, Encoding encoding, Slice page, int valueCount) throws IOException {
        if (encoding == Encoding.DELTA_BINARY_PACKED) {
            DeltaHeader.check(page, valueCount);
        }
        reader = encoding.getValuesReader(column, ValuesType.VALUES);
        type = column.getPrimitiveType().getPrimitiveTypeName();
        reader.initFromPage(
                valueCount,
                ByteBufferInputStream.wrap(ByteBuffer.wrap(page.bytes(), page.start(), page.length())
                        .slice()));
    }

    @Override
    public void decode(Values out, int count) {
        Arrays.fill(out.ids, 0, count, -1);
        switch (type) {
            case BOOLEAN -> throw new DamagedFile("booleans encoded as numbers");
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    out.numbers[i] = reader.readInteger();
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    out.numbers[i] = reader.readLong();
                }
            }
            case FLOAT -> {
                for (int i = 0; i < count; i++) {
                    out.numbers[i] = Float.floatToRawIntBits(reader.readFloat());
                }
            }
            case DOUBLE -> {
                for (int i = 0; i < count; i++) {
                    out.numbers[i] = Double.doubleToRawLongBits(reader.readDouble());
                }
            }
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> decodeBytes(out, count);
        }
    }

    private void decodeBytes(Values out, int count) {
        int used = 0;
        for (int i = 0; i < count; i++) {
            Binary value = reader.readBytes();
            int length = value.length();
            if (buffer.length - used < length) {
                buffer = Arrays.copyOf(buffer, Math.addExact(Math.max(buffer.length, length), buffer.length));
            }
            value.toByteBuffer().get(buffer, used, length);
            out.starts[i] = used;
            used += length;
            out.ends[i] = used;
        }
        out.bytes = buffer;
    }
}
