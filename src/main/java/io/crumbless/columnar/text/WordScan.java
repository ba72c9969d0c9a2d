package io.crumbless.columnar.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes of a text at once. An answer is a mask: the highest bit of each byte that was found is set; bytes above the
 * first found may be set wrongly, so only the {@linkplain #first first} counts.
 */
public final class WordScan {
    /** Bytes of a word. */
    public static final int BYTES = Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;

    private WordScan() {}

    /** The word that begins there. */
    public static long at(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    /** A word of this byte alone, to look for it. */
    public static long ofAll(int b) {
        return (b & 0xFF) * EACH;
    }

    /** Bytes of the word that are those of the other. */
    public static long equal(long word, long other) {
        long difference = word ^ other;
        return (difference - EACH) & ~difference & HIGHEST;
    }

    /** Bytes of the word below the limit, which {@link #ofAll} repeated from a number up to 128. */
    static long below(long word, long limit) {
        return (word - limit) & ~word & HIGHEST;
    }

    /** Bytes of the word that are no ASCII. Exact for each byte. */
    static long notAscii(long word) {
        return word & HIGHEST;
    }

    /** Which byte of the word the mask finds first, from 0. */
    public static int first(long mask) {
        return Long.numberOfTrailingZeros(mask) >> 3;
    }
}
