package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.storage.LittleEndian;
import java.util.Arrays;
import org.apache.parquet.schema.PrimitiveType;

/** PLAIN: concatenated values. Strings stay in the page; only their bounds are recorded. */
final class PlainDecoders {
    private PlainDecoders() {}

    static ValueDecoder of(PrimitiveType type, Slice page) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> new Booleans(page);
            case INT32, FLOAT -> new Ints(page);
            case INT64, DOUBLE -> new Longs(page);
            case INT96 -> new FixedBytes(page, 12);
            case FIXED_LEN_BYTE_ARRAY -> new FixedBytes(page, type.getTypeLength());
            case BINARY -> new Bytes(page);
        };
    }

    private abstract static class Plain implements ValueDecoder {
        final byte[] bytes;
        final int end;
        int position;

        Plain(Slice page) {
            bytes = page.bytes();
            position = page.start();
            end = page.end();
        }

        final void require(long size) {
            if (size > end - position) {
                throw new DamagedFile("a page ended within its values");
            }
        }
    }

    private static final class Booleans extends Plain {
        private long bit;

        Booleans(Slice page) {
            super(page);
        }

        @Override
        public void skip(Values scratch, int count) {
            require((bit + count + 7) >>> 3);
            bit += count;
        }

        @Override
        public void decode(Values out, int count) {
            require((bit + count + 7) >>> 3);
            Arrays.fill(out.ids, 0, count, -1);
            for (int i = 0; i < count; i++, bit++) {
                out.numbers[i] = (bytes[position + (int) (bit >>> 3)] >>> (bit & 7)) & 1L;
            }
        }
    }

    /** INT32, and FLOAT by its bits. */
    private static final class Ints extends Plain {
        Ints(Slice page) {
            super(page);
        }

        @Override
        public void skip(Values scratch, int count) {
            require(4L * count);
            position += 4 * count;
        }

        @Override
        public void decode(Values out, int count) {
            require(4L * count);
            Arrays.fill(out.ids, 0, count, -1);
            for (int i = 0; i < count; i++) {
                out.numbers[i] = LittleEndian.intAt(bytes, position + 4 * i);
            }
            position += 4 * count;
        }
    }

    /** INT64, and DOUBLE by its bits. */
    private static final class Longs extends Plain {
        Longs(Slice page) {
            super(page);
        }

        @Override
        public void skip(Values scratch, int count) {
            require(8L * count);
            position += 8 * count;
        }

        @Override
        public void decode(Values out, int count) {
            require(8L * count);
            Arrays.fill(out.ids, 0, count, -1);
            for (int i = 0; i < count; i++) {
                out.numbers[i] = LittleEndian.longAt(bytes, position + 8 * i);
            }
            position += 8 * count;
        }
    }

    private static final class FixedBytes extends Plain {
        private final int length;

        FixedBytes(Slice page, int length) {
            super(page);
            this.length = length;
        }

        @Override
        public void skip(Values scratch, int count) {
            require((long) length * count);
            position += length * count;
        }

        @Override
        public void decode(Values out, int count) {
            require((long) length * count);
            Arrays.fill(out.ids, 0, count, -1);
            out.bytes = bytes;
            for (int i = 0; i < count; i++) {
                out.starts[i] = position;
                position += length;
                out.ends[i] = position;
            }
        }
    }

    /** BYTE_ARRAY: four bytes of length, little-endian, then the bytes. */
    private static final class Bytes extends Plain {
        Bytes(Slice page) {
            super(page);
        }

        @Override
        public void skip(Values scratch, int count) {
            for (int i = 0; i < count; i++) {
                int length = nextLength();
                position += length;
            }
        }

        @Override
        public void decode(Values out, int count) {
            Arrays.fill(out.ids, 0, count, -1);
            out.bytes = bytes;
            for (int i = 0; i < count; i++) {
                int length = nextLength();
                out.starts[i] = position;
                position += length;
                out.ends[i] = position;
            }
        }

        /** Moves past the length of the next value. */
        private int nextLength() {
            require(4);
            int length = LittleEndian.intAt(bytes, position);
            position += 4;
            if (length < 0 || length > end - position) {
                throw new DamagedFile("a value longer than its page");
            }
            return length;
        }
    }
}
