package io.crumbless.columnar.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Moves through the records of one run. */
final class SpillCursor {
    /** Maximum size of a record's length of key, kind and payload length. */
    private static final int MOST_HEADER_BYTES = 16;

    private final SpillRun file;
    private final int sharedBytes;
    private final RecordReader reader = new RecordReader();
    private byte[] buffer;
    private int limit;
    private int at;
    private long nextRead;
    int keyAt;
    int keyLength;
    long keyPrefix;
    private int kind;
    private int payloadAt;
    private int end;

    /**
     * @param sharedBytes length of the common prefix of all keys that are compared
     * @param readAheadBytes read at once; a longer record is read completely
     */
    SpillCursor(SpillRun file, long offset, int sharedBytes, int readAheadBytes) {
        this.file = file;
        this.sharedBytes = sharedBytes;
        this.buffer = new byte[(int) Math.min(readAheadBytes, Math.max(1, file.recordBytes() - offset))];
        this.nextRead = offset;
    }

    /** Moves to the next record; false at the end. */
    boolean next() throws IOException {
        at = end;
        if (!has(1)) {
            return false;
        }
        has(MOST_HEADER_BYTES);
        reader.moveTo(buffer, at);
        keyLength = (int) reader.number();
        int headerBytes = reader.position() - at;
        has(headerBytes + keyLength + 1 + Integer.BYTES);
        keyAt = at + headerBytes;
        kind = buffer[keyAt + keyLength] & 0xFF;
        payloadAt = keyAt + keyLength + 1 + Integer.BYTES;
        int payloadLength = Records.fixedInt(buffer, payloadAt - Integer.BYTES);
        int recordBytes = payloadAt - at + payloadLength;
        if (!has(recordBytes)) {
            throw new IOException("the spill file ends inside a record");
        }
        // Reading may have moved the record to the front of the buffer.
        keyAt = at + headerBytes;
        payloadAt = keyAt + keyLength + 1 + Integer.BYTES;
        end = at + recordBytes;
        keyPrefix = KeySort.prefix(buffer, keyAt + sharedBytes, keyLength - sharedBytes);
        return true;
    }

    /** Ensures that so many bytes from {@code at} on are in the buffer; false if the file has fewer. */
    private boolean has(int count) throws IOException {
        if (limit - at >= count) {
            return true;
        }
        int kept = limit - at;
        byte[] target = count > buffer.length ? new byte[Math.max(count, buffer.length * 2)] : buffer;
        System.arraycopy(buffer, at, target, 0, kept);
        buffer = target;
        at = 0;
        limit = kept;
        while (limit < buffer.length && nextRead < file.recordBytes()) {
            int wanted = (int) Math.min(buffer.length - limit, file.recordBytes() - nextRead);
            int read = file.read(ByteBuffer.wrap(buffer, limit, wanted), nextRead);
            if (read < 0) {
                throw new IOException("the spill file ends before its records");
            }
            limit += read;
            nextRead += read;
        }
        return limit >= count;
    }

    int compareKey(SpillCursor other) {
        int byPrefix = Long.compareUnsigned(keyPrefix, other.keyPrefix);
        return byPrefix != 0 ? byPrefix : compareKey(other.buffer, other.keyAt, other.keyLength);
    }

    int compareKey(byte[] key, int offset, int length) {
        return Arrays.compareUnsigned(buffer, keyAt, keyAt + keyLength, key, offset, offset + length);
    }

    byte[] key() {
        return Arrays.copyOfRange(buffer, keyAt, keyAt + keyLength);
    }

    int kind() {
        return kind;
    }

    RecordReader payload() {
        reader.moveTo(buffer, payloadAt);
        return reader;
    }

    SpillRun file() {
        return file;
    }
}
