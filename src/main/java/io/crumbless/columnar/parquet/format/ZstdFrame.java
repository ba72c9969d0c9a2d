package io.crumbless.columnar.parquet.format;

import com.github.luben.zstd.Zstd;
import io.crumbless.columnar.storage.LittleEndian;

/**
 * Finds the end of a zstd frame in bytes with several: RFC 8878, section 3.1.1.
 *
 * <pre>
 * magic number      4 bytes
 * descriptor        1 byte: size of the content size (2 bits), single segment, 2 bits, checksum, size of the dictionary id
 * window            1 byte, not where there is a single segment
 * dictionary id     0, 1, 2 or 4 bytes
 * content size      0, 1, 2, 4 or 8 bytes
 * blocks            3 bytes each: last, type (2 bits), size (21 bits), lowest first; then the block
 * checksum         4 bytes, if there is one
 * </pre>
 */
public final class ZstdFrame {
    private static final int MAGIC = 0xFD2FB528;
    private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};
    private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
    private static final int RUN_LENGTH = 1;
    private static final int RESERVED = 3;

    private ZstdFrame() {}

    /** End of the first frame of {@code bytes}, exclusive. */
    public static int endOfFirst(Slice bytes) {
        int at = behindHeader(bytes);
        boolean last = false;
        while (!last) {
            require(bytes.end() - at >= 3);
            int block = byteAt(bytes, at) | byteAt(bytes, at + 1) << 8 | byteAt(bytes, at + 2) << 16;
            last = (block & 1) != 0;
            int type = block >>> 1 & 3;
            require(type != RESERVED);
            int size = type == RUN_LENGTH ? 1 : block >>> 3;
            require(size <= bytes.end() - at - 3);
            at += 3 + size;
        }
        boolean checksum = (byteAt(bytes, bytes.start() + 4) & 4) != 0;
        int end = at + (checksum ? 4 : 0);
        require(end <= bytes.end());
        return end;
    }

    /** Content size of the first frame; negative if the frame does not contain it. */
    public static long contentSize(Slice bytes) {
        NativeLibrary.ZSTD.load();
        return Zstd.getFrameContentSize(bytes.bytes(), bytes.start(), bytes.length());
    }

    private static int behindHeader(Slice bytes) {
        require(bytes.length() > 4 && LittleEndian.intAt(bytes.bytes(), bytes.start()) == MAGIC);
        int descriptor = byteAt(bytes, bytes.start() + 4);
        boolean singleSegment = (descriptor & 0x20) != 0;
        int contentSize = CONTENT_SIZE_BYTES[descriptor >>> 6];
        if (contentSize == 0 && singleSegment) {
            contentSize = 1;
        }
        return bytes.start() + 5 + (singleSegment ? 0 : 1) + DICTIONARY_ID_BYTES[descriptor & 3] + contentSize;
    }

    private static int byteAt(Slice bytes, int at) {
        return bytes.bytes()[at] & 0xFF;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new DamagedFile("a page that is not compressed as its column says");
        }
    }
}
