package io.crumbless.columnar.spill;

/** Finds the ends of records: {@code key length, key, kind, payload length (4 bytes), payload}. */
final class Records {
    /** Longest encoding of a key's length. */
    private static final int MOST_LENGTH_BYTES = 10;

    private Records() {}

    /**
     * The end of the record at a position; 0 if it does not end before {@code limit}. If its key begins before the
     * limit, the reader is then at the key.
     */
    static int end(byte[] bytes, int at, int limit, RecordReader reader) {
        if (limit - at < MOST_LENGTH_BYTES && !hasLength(bytes, at, limit)) {
            return 0;
        }
        reader.moveTo(bytes, at);
        int keyLength = (int) reader.number();
        long payloadLengthAt = (long) reader.position() + keyLength + 1;
        if (payloadLengthAt + Integer.BYTES > limit) {
            return 0;
        }
        long end = payloadLengthAt + Integer.BYTES + fixedInt(bytes, (int) payloadLengthAt);
        return end > limit ? 0 : (int) end;
    }

    private static boolean hasLength(byte[] bytes, int at, int limit) {
        for (int i = at; i < limit; i++) {
            if (bytes[i] >= 0) {
                return true;
            }
        }
        return false;
    }

    /** As written by {@link RecordBuffer#fixedInt}. */
    static int fixedInt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }
}
