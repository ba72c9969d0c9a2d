package io.crumbless.kernel.profile;

import java.nio.charset.StandardCharsets;

/**
 * Hashes of ids, as UTF-8. Two texts are taken for the same where their hashes agree: among ten million of them that happens
 * by chance once in 100,000 nights. FNV-1a over the bytes, spread by the finaliser of MurmurHash3.
 */
public final class IdHash {
    private static final long OFFSET = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private IdHash() {}

    /** Of one spelling: the bytes as they are. */
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

    /** Of all spellings of an id: the hash of its key, see {@link IdFold#ALL}. A few nanoseconds where it is plain ASCII. */
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

    /** Where white space, or what is not ASCII, asks for a closer look. */
    private static boolean isEdge(byte c) {
        return c <= ' ' || c == 0x7F;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** How many zeros stand before a number; its last digit is none of them. */
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
