package io.crumbless.columnar.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Examines eight bytes of a text at once (SWAR). The result is a mask in which the highest bit of each matching byte is
 * set; bytes above the first match may be set wrongly, so only the {@linkplain #first first} is reliable.
 */
public final class WordScan {
    /** Bytes per word. */
    public static final int BYTES = Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;

    private WordScan() {}

    /** The word at an index. */
    public static long at(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    /** A word with this byte repeated, to search for it. */
    public static long ofAll(int b) {
        return (b & 0xFF) * EACH;
    }

    /** Bytes that are equal in both words. */
    public static long equal(long word, long other) {
        long difference = word ^ other;
        return (difference - EACH) & ~difference & HIGHEST;
    }

    /** Bytes below the limit, which is a number up to 128 repeated by {@link #ofAll}. */
    static long below(long word, long limit) {
        return (word - limit) & ~word & HIGHEST;
    }

    /** Bytes that are not ASCII. Exact for each byte. */
    static long notAscii(long word) {
        return word & HIGHEST;
    }

    /** Index of the first match in the mask, from 0. */
    public static int first(long mask) {
        return Long.numberOfTrailingZeros(mask) >> 3;
    }
}
