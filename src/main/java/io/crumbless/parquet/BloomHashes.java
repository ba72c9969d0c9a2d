package io.crumbless.parquet;

import java.util.Arrays;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.io.api.Binary;

/** Hashes of the values of one column chunk, kept until their number is known and the filter can be given its size. */
final class BloomHashes {
    /** One look-up in a hundred reads a row group for nothing; about 10 bits a value. */
    private static final double FALSE_POSITIVES = 0.01;

    private final BlockSplitBloomFilter hasher = new BlockSplitBloomFilter(BlockSplitBloomFilter.LOWER_BOUND_BYTES);
    private long[] hashes = new long[1024];
    private int count;

    void add(byte[] bytes, int offset, int length) {
        long hash = hasher.hash(Binary.fromConstantByteArray(bytes, offset, length));
        // Files sorted by the column repeat it in neighbours.
        if (count > 0 && hashes[count - 1] == hash) {
            return;
        }
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = hash;
    }

    /** The filter of the hashes so far; then a new chunk begins. */
    BlockSplitBloomFilter finish() {
        int bits = BlockSplitBloomFilter.optimalNumOfBits(Math.max(1, count), FALSE_POSITIVES);
        BlockSplitBloomFilter filter = new BlockSplitBloomFilter(bits / 8);
        for (int i = 0; i < count; i++) {
            filter.insertHash(hashes[i]);
        }
        count = 0;
        return filter;
    }
}
