package io.crumbless.columnar.text;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Counts the records of an Avro object container file from the counts in its blocks, without decoding any, as an
 * independent count for the books. Format: magic, a map of metadata, a sync marker of 16 bytes, then blocks of count,
 * size, bytes and sync marker.
 */
public final class AvroBlocks {
    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int MARK_BYTES = 16;

    /** Larger than blocks of Avro's own writers; a block must fit into memory, decompressed. */
    private static final long LARGEST_BLOCK = 256L << 20;

    private final DataInputStream in;

    private AvroBlocks(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * Counts the records.
     *
     * @param in buffered, at the file's first byte
     * @throws EOFException if the file is truncated
     * @throws IOException if it violates the format
     */
    public static long count(InputStream in) throws IOException {
        return new AvroBlocks(in).count();
    }

    private long count() throws IOException {
        byte[] magic = new byte[MAGIC.length];
        in.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException("it does not begin as an Avro file");
        }
        skipMetadata();
        byte[] mark = new byte[MARK_BYTES];
        in.readFully(mark);
        long records = 0;
        for (int first = in.read(); first >= 0; first = in.read()) {
            long count = number(first);
            long size = number(in.readUnsignedByte());
            if (count < 0 || size < 0 || size > LARGEST_BLOCK) {
                throw new IOException("a block of " + count + " records and " + size + " bytes");
            }
            skip(size);
            byte[] end = new byte[MARK_BYTES];
            in.readFully(end);
            if (!Arrays.equals(end, mark)) {
                throw new IOException("a block does not end with the file's mark");
            }
            records += count;
        }
        return records;
    }

    /** Blocks of keys and values; a negative count is followed by the size of its block. */
    private void skipMetadata() throws IOException {
        for (long count = number(in.readUnsignedByte()); count != 0; count = number(in.readUnsignedByte())) {
            if (count < 0) {
                skip(number(in.readUnsignedByte()));
                continue;
            }
            for (long i = 0; i < 2 * count; i++) {
                skip(number(in.readUnsignedByte()));
            }
        }
    }

    private void skip(long bytes) throws IOException {
        if (bytes < 0) {
            throw new IOException("a size below zero");
        }
        in.skipNBytes(bytes);
    }

    /** A zigzag varint. */
    private long number(int first) throws IOException {
        long value = first & 0x7F;
        int next = first;
        for (int shift = 7; (next & 0x80) != 0; shift += 7) {
            if (shift > 63) {
                throw new IOException("a number of more than 64 bits");
            }
            next = in.readUnsignedByte();
            value |= (next & 0x7FL) << shift;
        }
        return (value >>> 1) ^ -(value & 1);
    }
}
