package io.crumbless.kernel.profile;

import java.nio.charset.StandardCharsets;

/**
 * 64-bit hashes of ids in UTF-8: FNV-1a over the bytes, mixed by the finaliser of MurmurHash3. Texts with equal hashes
 * are treated as equal; among ten million ids a collision happens once in 100,000 nights.
 */
public final class IdHash {
    private static final long OFFSET = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private IdHash() {}

    /** The hash of one spelling: the bytes as they are. */
    public static long ofSpelling(byte[] id, int from, int to) {
        long hash = OFFSET;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (id[i] & 0xFF)) * PRIME;
        }
        return spread(hash);
    }

    public static long ofSpelling(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return ofSpelling(bytes, 0, bytes.length);
    }

    /**
     * The hash of all spellings of an id: that of its key, see {@link IdFold#ALL}. Takes a few nanoseconds for plain
     * ASCII.
     */
    public static long ofKey(byte[] id, int from, int to) {
        if (from == to || isEdge(id[from]) || isEdge(id[to - 1])) {
            return ofFoldedText(id, from, to);
        }
        boolean number = isDigit(id[from]);
        long hash = OFFSET;
        for (int i = from + zerosBefore(id, from, to); i < to; i++) {
            byte c = id[i];
            if (c < 0 || (number && (c == '.' || c == '+'))) {
                return ofFoldedText(id, from, to);
            }
            hash = (hash ^ (c >= 'A' && c <= 'Z' ? c | 0x20 : c)) * PRIME;
        }
        return spread(hash);
    }

    public static long ofKey(String id) {
        return ofSpelling(IdFold.ALL.key(id));
    }

    /** Whether the byte is white space or not ASCII, which requires a closer check. */
    private static boolean isEdge(byte c) {
        return c <= ' ' || c == 0x7F;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** The number of leading zeros of a number, not counting its last digit. */
    private static int zerosBefore(byte[] id, int from, int to) {
        int zeros = from;
        while (zeros < to - 1 && id[zeros] == '0') {
            zeros++;
        }
        for (int i = zeros; zeros > from && i < to; i++) {
            if (!isDigit(id[i])) {
                return 0;
            }
        }
        return zeros - from;
    }

    private static long ofFoldedText(byte[] id, int from, int to) {
        return ofKey(new String(id, from, to - from, StandardCharsets.UTF_8));
    }

    private static long spread(long hash) {
        long mixed = hash ^ hash >>> 33;
        mixed *= 0xFF51AFD7ED558CCDL;
        mixed ^= mixed >>> 33;
        mixed *= 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
