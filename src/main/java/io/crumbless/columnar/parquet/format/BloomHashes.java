package io.crumbless.columnar.parquet.format;

import io.crumbless.columnar.storage.LittleEndian;
import java.util.Arrays;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;

/** Hashes of the values of one column chunk, kept until their number is known and the filter can be given its size. */
public final class BloomHashes {
    /** One look-up in a hundred reads a row group for nothing; about 10 bits a value. */
    private static final double FALSE_POSITIVES = 0.01;

    private static final int BLOCK_BYTES = 32;

    private static final int[] SALT = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };

    private long[] hashes = new long[1024];
    private int count;

    public void add(byte[] bytes, int offset, int length) {
        long hash = XxHash64.of(bytes, offset, length);
        // Files sorted by the column repeat it in neighbours.
        if (count > 0 && hashes[count - 1] == hash) {
            return;
        }
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = hash;
    }

    /** Forgets the hashes so far. */
    public void clear() {
        count = 0;
    }

    /** The filter of the hashes so far; then a new chunk begins. */
    public BlockSplitBloomFilter finish() {
        int bits = BlockSplitBloomFilter.optimalNumOfBits(Math.max(1, count), FALSE_POSITIVES);
        byte[] blocks = new byte[powerOfTwo(bits / Byte.SIZE)];
        for (int i = 0; i < count; i++) {
            insert(blocks, hashes[i]);
        }
        count = 0;
        return new BlockSplitBloomFilter(blocks);
    }

    private static int powerOfTwo(int bytes) {
        int floor = Integer.highestOneBit(Math.max(BLOCK_BYTES, bytes));
        return floor < bytes ? 2 * floor : floor;
    }

    /** As the Parquet format's BloomFilter.md says; the library takes a new array for each hash. */
    private static void insert(byte[] blocks, long hash) {
        int block = (int) ((hash >>> Integer.SIZE) * (blocks.length / BLOCK_BYTES) >>> Integer.SIZE) * BLOCK_BYTES;
        for (int word = 0; word < SALT.length; word++) {
            int at = block + word * Integer.BYTES;
            int bit = (int) hash * SALT[word] >>> 27;
            LittleEndian.INT.set(blocks, at, LittleEndian.intAt(blocks, at) | 1 << bit);
        }
    }
}
