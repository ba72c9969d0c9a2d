package io.crumbless.parquet;

/**
 * Walks a structure in Thrift's compact protocol without keeping anything, so that a damaged length is found before
 * memory is taken for it.
 *
 * <pre>
 * field header   delta &lt;&lt; 4 | type          delta 0: the field id follows as a varint; 0x00 ends a struct
 * list header    size &lt;&lt; 4 | type           size 15: the size follows as a varint
 * binary         length varint, bytes
 * </pre>
 */
final class ThriftShape {
    private static final int DEEPEST = 24;

    private final byte[] bytes;
    private final int end;
    private int position;

    private ThriftShape(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Walks the structure that begins at {@code start}; returns where it ends, {@code end} at most. */
    static int check(byte[] bytes, int start, int end) {
        ThriftShape shape = new ThriftShape(bytes, start, end);
        shape.struct(0);
        return shape.position;
    }

    private void struct(int depth) {
        if (depth > DEEPEST) {
            throw damaged();
        }
        while (true) {
            int header = next();
            int type = header & 0x0F;
            if (type == 0) {
                return;
            }
            if (header >>> 4 == 0) {
                varint();
            }
            // In a field header, types 1 and 2 are the booleans themselves.
            if (type > 2) {
                value(type, depth);
            }
        }
    }

    private void value(int type, int depth) {
        switch (type) {
            case 1, 2, 3 -> skip(1);
            case 4, 5, 6 -> varint();
            case 7 -> skip(8);
            case 8 -> skip(varint());
            case 9, 10 -> list(depth);
            case 11 -> map(depth);
            case 12 -> struct(depth + 1);
            case 13 -> skip(16);
            default -> throw damaged();
        }
    }

    private void list(int depth) {
        int header = next();
        long size = header >>> 4 == 15 ? varint() : header >>> 4;
        requireRoomFor(size);
        for (long i = 0; i < size; i++) {
            value(header & 0x0F, depth + 1);
        }
    }

    private void map(int depth) {
        long size = varint();
        requireRoomFor(size);
        if (size > 0) {
            int types = next();
            for (long i = 0; i < size; i++) {
                value(types >>> 4, depth + 1);
                value(types & 0x0F, depth + 1);
            }
        }
    }

    /** Each value takes one byte at least. */
    private void requireRoomFor(long values) {
        if (values < 0 || values > end - position) {
            throw damaged();
        }
    }

    private void skip(long count) {
        requireRoomFor(count);
        position += (int) count;
    }

    private int next() {
        if (position >= end) {
            throw damaged();
        }
        return bytes[position++] & 0xFF;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int b = next();
            value |= (b & 0x7FL) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw damaged();
    }

    private static DamagedFile damaged() {
        return new DamagedFile("its structure is broken");
    }
}
