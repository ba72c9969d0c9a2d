package io.crumbless.columnar.parquet.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class XxHash64Test {
    private static final int LONGEST = 200;

    /** Lengths around each of the algorithm's steps: one byte, four, eight, a stripe of 32. */
    @Test
    void hashesAsTheLibraryDoes() {
        BlockSplitBloomFilter library = new BlockSplitBloomFilter(BlockSplitBloomFilter.LOWER_BOUND_BYTES);
        byte[] bytes = new byte[LONGEST + 8];
        new Random(7).nextBytes(bytes);
        for (int length = 0; length <= LONGEST; length++) {
            int offset = length % 8;

            assertThat(XxHash64.of(bytes, offset, length))
                    .as("of %d bytes", length)
                    .isEqualTo(library.hash(Binary.fromConstantByteArray(bytes, offset, length)));
        }
    }
}
