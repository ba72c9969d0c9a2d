package io.crumbless.columnar.parquet.format;

import io.crumbless.columnar.storage.LittleEndian;

/**
 * The blocks of a Parquet bloom filter (BloomFilter.md of the format, "split block Bloom filter"): 256 bits each, of
 * which a value sets one in each of eight words. A look-up reads one block.
 */
public final class SplitBlocks {
    /** Size of a block. */
    public static final int BLOCK_BYTES = 32;

    private static final int[] SALT = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };

    private SplitBlocks() {}

    /** Hash of a value, as used by the methods below. */
    public static long hash(byte[] value) {
        return XxHash64.of(value, 0, value.length);
    }

    /**
     * Offset of the block for a hash.
     *
     * @param size of the filter in bytes, a multiple of {@link #BLOCK_BYTES}
     */
    public static int start(long hash, int size) {
        return (int) ((hash >>> Integer.SIZE) * (size / BLOCK_BYTES) >>> Integer.SIZE) * BLOCK_BYTES;
    }

    /** Whether the block at {@code start} may contain the value. */
    public static boolean mayHold(byte[] blocks, int start, long hash) {
        for (int word = 0; word < SALT.length; word++) {
            if ((LittleEndian.intAt(blocks, start + word * Integer.BYTES) & bit(hash, word)) == 0) {
                return false;
            }
        }
        return true;
    }

    static void insert(byte[] blocks, long hash) {
        int start = start(hash, blocks.length);
        for (int word = 0; word < SALT.length; word++) {
            int at = start + word * Integer.BYTES;
            LittleEndian.INT.set(blocks, at, LittleEndian.intAt(blocks, at) | bit(hash, word));
        }
    }

    private static int bit(long hash, int word) {
        return 1 << ((int) hash * SALT[word] >>> 27);
    }
}
