package io.crumbless.columnar.parquet.format;

import java.util.Arrays;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;

/** Hashes of the values of one column chunk, collected until their number is known and the filter can be sized. */
public final class BloomHashes {
    /** One look-up in a hundred reads a row group in vain; about 10 bits per value. */
    private static final double FALSE_POSITIVES = 0.01;

    private long[] hashes = new long[1024];
    private int count;

    public void add(byte[] bytes, int offset, int length) {
        long hash = XxHash64.of(bytes, offset, length);
        // Files sorted by the column repeat a value in adjacent rows.
        if (count > 0 && hashes[count - 1] == hash) {
            return;
        }
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = hash;
    }

    /** Discards the hashes collected so far. */
    public void clear() {
        count = 0;
    }

    /** The filter of the hashes collected so far; then a new chunk begins. */
    public BlockSplitBloomFilter finish() {
        int bits = BlockSplitBloomFilter.optimalNumOfBits(Math.max(1, count), FALSE_POSITIVES);
        byte[] blocks = new byte[powerOfTwo(bits / Byte.SIZE)];
        for (int i = 0; i < count; i++) {
            // The library would allocate an array for each hash.
            SplitBlocks.insert(blocks, hashes[i]);
        }
        count = 0;
        return new BlockSplitBloomFilter(blocks);
    }

    private static int powerOfTwo(int bytes) {
        int floor = Integer.highestOneBit(Math.max(SplitBlocks.BLOCK_BYTES, bytes));
        return floor < bytes ? 2 * floor : floor;
    }
}
