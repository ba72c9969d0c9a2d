package io.crumbless.columnar.spill;

/** Where records end: {@code key length, key, kind, payload length (4 bytes), payload}. */
final class Records {
    /** Longest form of a key's length. */
    private static final int MOST_LENGTH_BYTES = 10;

    private Records() {}

    /**
     * Where the record at a place ends; 0 if it does not end before {@code limit}. The reader stands at its key then, if that
     * begins before the limit.
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

    /** As {@link RecordBuffer#fixedInt} writes it. */
    static int fixedInt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }
}
