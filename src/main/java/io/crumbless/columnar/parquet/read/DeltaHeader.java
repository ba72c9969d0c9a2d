package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.MemoryLimit;
import io.crumbless.columnar.parquet.format.Slice;

/**
 * The header of a DELTA_BINARY_PACKED sequence: block size, miniblocks per block, number of values, first value;
 * varints. parquet-java allocates memory for the claimed number of values, so it is checked first.
 */
final class DeltaHeader {
    private static final int MOST_IN_A_BLOCK = 1 << 16;

    private final Slice page;
    private int position;

    private DeltaHeader(Slice page) {
        this.page = page;
        this.position = page.start();
    }

    static void check(Slice page, int valueCount) {
        DeltaHeader header = new DeltaHeader(page);
        long blockSize = header.varint();
        long miniblocks = header.varint();
        long count = header.varint();
        if (blockSize <= 0 || blockSize > MOST_IN_A_BLOCK || miniblocks <= 0 || miniblocks > blockSize) {
            throw new DamagedFile("a delta block of impossible size");
        }
        if (count < 0 || count > valueCount) {
            throw new DamagedFile("more delta values than the page holds");
        }
        MemoryLimit.require(count * Long.BYTES, "a page of " + count + " delta coded values");
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (position >= page.end()) {
                throw new DamagedFile("a page ended within its delta header");
            }
            byte b = page.bytes()[position++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new DamagedFile("a delta header of more than 63 bits");
    }
}
