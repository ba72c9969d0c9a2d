package io.crumbless.columnar.parquet.format;

/** Counts bit-packed levels in a word, lowest bits first, without unpacking them. */
public final class PackedLevels {
    /**
     * Number of bits that eight bytes certainly contain, regardless of the bit of the first byte at which they begin.
     */
    public static final int BITS = 56;

    private static final long EVERY_OTHER_BIT = 0x5555_5555_5555_5555L;

    private PackedLevels() {}

    /**
     * How many levels are {@code most}, which must be the maximum.
     *
     * @param word only the levels: bits beyond the last one are 0
     * @param width bits per level, at least 1
     */
    public static int countOf(int most, long word, int levels, int width) {
        return switch (width) {
            case 1 -> most == 1 ? Long.bitCount(word) : zerosOnly(word, levels);
            case 2 -> countOfPairs(most, word, levels);
            default -> countOneByOne(most, word, levels, width);
        };
    }

    private static int zerosOnly(long word, int levels) {
        if (word != 0) {
            throw tooDeep();
        }
        return levels;
    }

    private static int countOfPairs(int most, long word, int levels) {
        long high = word >>> 1 & EVERY_OTHER_BIT;
        long low = word & EVERY_OTHER_BIT;
        return switch (most) {
            case 3 -> Long.bitCount(high & low);
            case 2 -> {
                if ((high & low) != 0) {
                    throw tooDeep();
                }
                yield Long.bitCount(high);
            }
            default -> countOneByOne(most, word, levels, 2);
        };
    }

    /** The reference implementation. */
    static int countOneByOne(int most, long word, int levels, int width) {
        int found = 0;
        for (int i = 0; i < levels; i++) {
            long level = word >>> i * width & (1L << width) - 1;
            if (level > most) {
                throw tooDeep();
            }
            found += level == most ? 1 : 0;
        }
        return found;
    }

    /** Gathers the bits 0, {@code width}, 2 * {@code width} and so on. */
    static long everyBit(long word, int width) {
        return switch (width) {
            case 1 -> word;
            case 2 -> everyOther(word);
            default -> everyBitOneByOne(word, width);
        };
    }

    /** Moves pairs, then fours, eights and so on: Hacker's Delight, "Compress, or Generalized Extract". */
    private static long everyOther(long word) {
        long bits = word & EVERY_OTHER_BIT;
        bits = (bits | bits >>> 1) & 0x3333_3333_3333_3333L;
        bits = (bits | bits >>> 2) & 0x0F0F_0F0F_0F0F_0F0FL;
        bits = (bits | bits >>> 4) & 0x00FF_00FF_00FF_00FFL;
        bits = (bits | bits >>> 8) & 0x0000_FFFF_0000_FFFFL;
        return (bits | bits >>> 16) & 0x0000_0000_FFFF_FFFFL;
    }

    private static long everyBitOneByOne(long word, int width) {
        long bits = 0;
        for (int from = 0, to = 0; from < Long.SIZE; from += width, to++) {
            bits |= (word >>> from & 1) << to;
        }
        return bits;
    }

    /** Position of the set bit that is preceded by {@code before} other set bits. */
    public static int placeOf(int before, long bits) {
        long left = bits;
        for (int i = 0; i < before; i++) {
            left &= left - 1;
        }
        return Long.numberOfTrailingZeros(left);
    }

    static DamagedFile tooDeep() {
        return new DamagedFile("a level deeper than the schema");
    }
}
