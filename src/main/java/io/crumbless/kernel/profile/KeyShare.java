package io.crumbless.kernel.profile;

import java.nio.charset.StandardCharsets;

/**
 * A sample of all ids. Whether an id is in it depends on the id alone, so it always contains the same people, and a
 * smaller share is a subset of a larger one. It contains all spellings of an id or none, so that withdrawals reach the
 * same people.
 *
 * @param share above 0, at most 1
 */
public record KeyShare(double share) {
    /** All ids. */
    public static final KeyShare ALL = new KeyShare(1);

    private static final double RANGE = 0x1p63;

    public KeyShare {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("A share must be above 0 and at most 1 but was " + share);
        }
    }

    /** Whether the id is in the share. */
    public boolean takes(byte[] bytes, int offset, int length) {
        return share == 1 || IdHash.ofKey(bytes, offset, offset + length) >>> 1 < share * RANGE;
    }

    /** Whether the id, as UTF-8, is in the share. */
    public boolean takes(String id) {
        if (share == 1) {
            return true;
        }
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return takes(bytes, 0, bytes.length);
    }

    /** The position of the key in a pseudo-random order of all keys; zero or more. */
    public static long place(byte[] bytes, int offset, int length) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (bytes[offset + i] & 0xFF)) * 0x100000001B3L;
        }
        // FNV-1a mixes the bits of short keys poorly; the finaliser of MurmurHash3 fixes that.
        hash ^= hash >>> 33;
        hash *= 0xFF51AFD7ED558CCDL;
        hash ^= hash >>> 33;
        hash *= 0xC4CEB9FE1A85EC53L;
        hash ^= hash >>> 33;
        return hash >>> 1;
    }
}
