package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.lz4.Lz4Compressor;
import io.crumbless.columnar.parquet.format.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages are decompressed into one buffer after the other; what was in it is never part of a page. */
@Tag("unit")
class DecompressorTest {
    private static final byte[] SECRET =
            "the page before: C-1042 asked for baby food, C-1043 for wine".getBytes(StandardCharsets.UTF_8);

    /**
     * One literal, then a match of 40 bytes that begins where it is written to, or before the page: what lay in the buffer
     * would be copied. (CVE-2025-67721)
     *
     * <pre>
     * 1f       a literal of 1 byte, a match of 15 + 4 and more
     * 'a'      the literal
     * oo oo    how far back the match begins, lowest byte first
     * 15       more of the match: 21
     * 50 ...   five literals, with which a block ends
     * </pre>
     */
    private static byte[] block(int back) {
        byte[] end = "zzzzz".getBytes(StandardCharsets.UTF_8);
        byte[] block = new byte[] {0x1f, 'a', (byte) back, (byte) (back >> 8), 21, 0x50, 0, 0, 0, 0, 0};
        System.arraycopy(end, 0, block, 6, end.length);
        return block;
    }

    private static byte[] decompress(CompressionCodecName codec, byte[] block, int size) throws IOException {
        byte[] buffer = Arrays.copyOf(SECRET, 64);
        try (Decompressor decompressor = Decompressor.of(codec)) {
            Slice page = decompressor.decompress(new Slice(block, 0, block.length), size, buffer);
            return Arrays.copyOfRange(page.bytes(), page.start(), page.end());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 17, 60_000})
    void aMatchThatBeginsInTheBufferOfThePageBeforeIsRefused(int back) {
        for (CompressionCodecName codec :
                new CompressionCodecName[] {CompressionCodecName.LZ4_RAW, CompressionCodecName.LZ4}) {
            assertThatThrownBy(() -> decompress(codec, block(back), 46))
                    .as("%s, %d back", codec, back)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void aMatchWithinThePageIsRead() throws IOException {
        assertThat(decompress(CompressionCodecName.LZ4_RAW, block(1), 46))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("a".repeat(41) + "zzzzz");
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"LZ4_RAW", "LZ4"})
    void aPageShorterThanItsHeaderSaysIsRefused(CompressionCodecName codec) {
        Lz4Compressor lz4 = new Lz4Compressor();
        byte[] page = "a page, a page, a page, a page".getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[lz4.maxCompressedLength(page.length)];
        byte[] block = Arrays.copyOf(out, lz4.compress(page, 0, page.length, out, 0, out.length));

        assertThatThrownBy(() -> decompress(codec, block, page.length + 10)).isInstanceOf(RuntimeException.class);
    }
}
