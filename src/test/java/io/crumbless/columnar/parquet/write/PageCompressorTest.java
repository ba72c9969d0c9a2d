package io.crumbless.columnar.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.FrameCompressor;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.ZstdFrame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.bytes.BytesInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page is one frame, or, split, one of levels and one of values, which most take for one text. */
@Tag("unit")
class PageCompressorTest {
    private static final String LEVELS = "levels, levels, levels, levels";
    private static final String VALUES = "values and values and values and values".repeat(50);

    private final PageCompressor whole = new PageCompressor(PartSettings.DEFAULT);
    private final PageCompressor compressor = new PageCompressor(PartSettings.DEFAULT.withPageLayout(PageLayout.SPLIT));
    private final FrameCompressor frames = FrameCompressor.ofLevel(3);

    @AfterEach
    void release() {
        whole.release();
        compressor.release();
        frames.close();
    }

    @Test
    void aPageIsOneFrameThatSaysHowLargeItIs() throws IOException {
        for (String values : new String[] {VALUES, VALUES.repeat(100), "few", ""}) {
            byte[] stored =
                    whole.compress(whole.page(bytes(LEVELS), bytes(values))).toByteArray();
            Slice page = new Slice(stored, 0, stored.length);

            assertThat(ZstdFrame.endOfFirst(page)).isEqualTo(stored.length);
            assertThat(ZstdFrame.contentSize(page)).isEqualTo(LEVELS.length() + values.length());
            requireReadable(stored, LEVELS + values);
        }
    }

    @Test
    void theSamePageIsTheSameBytes() throws IOException {
        byte[] first = whole.compress(whole.page(bytes(LEVELS), bytes(VALUES))).toByteArray();
        whole.compress(whole.page(bytes(VALUES), bytes(LEVELS)));
        whole.compress(BytesInput.from(VALUES.getBytes(StandardCharsets.UTF_8)));

        assertThat(whole.compress(whole.page(bytes(LEVELS), bytes(VALUES))).toByteArray())
                .isEqualTo(first);
    }

    @Test
    void aPageIsAskedForItsSizeBeforeItIsCompressed() {
        assertThat(whole.page(bytes(LEVELS), bytes(VALUES)).size()).isEqualTo(LEVELS.length() + VALUES.length());
        assertThat(compressor.page(bytes(LEVELS), bytes(VALUES)).size()).isEqualTo(LEVELS.length() + VALUES.length());
    }

    @Test
    void decodersOfTheJvmTakeBothFramesForOneText() throws IOException {
        byte[] stored = compressed(compressor.page(bytes(LEVELS), bytes(VALUES)));

        requireReadable(stored, LEVELS + VALUES);
    }

    private static void requireReadable(byte[] stored, String content) throws IOException {
        try (ZstdDecompressCtx atOnce = new ZstdDecompressCtx()) {
            assertThat(text(atOnce.decompress(stored, content.length()))).isEqualTo(content);
        }
        try (ZstdInputStream stream = new ZstdInputStream(new ByteArrayInputStream(stored))) {
            assertThat(text(stream.readAllBytes())).isEqualTo(content);
        }
        byte[] out = new byte[content.length()];
        assertThat(new ZstdDecompressor().decompress(stored, 0, stored.length, out, 0, out.length))
                .isEqualTo(out.length);
        assertThat(text(out)).isEqualTo(content);
    }

    @Test
    void theFirstFrameIsThatOfTheLevels() throws IOException {
        byte[] stored = compressed(compressor.page(bytes(LEVELS), bytes(VALUES)));
        Slice page = new Slice(stored, 0, stored.length);

        int split = ZstdFrame.endOfFirst(page);

        assertThat(ZstdFrame.contentSize(page)).isEqualTo(LEVELS.length());
        assertThat(ZstdFrame.contentSize(page.from(split))).isEqualTo(VALUES.length());
        assertThat(ZstdFrame.endOfFirst(page.from(split))).isEqualTo(stored.length);
    }

    @Test
    void noLevelsOrNoValuesHaveNoFrame() throws IOException {
        byte[] levels = compressed(compressor.page(bytes(LEVELS), bytes("")));
        byte[] values = compressed(compressor.page(bytes(""), bytes(VALUES)));

        assertThat(levels).isEqualTo(frames.frame(bytes(LEVELS)));
        assertThat(values).isEqualTo(frames.frame(bytes(VALUES)));
    }

    @Test
    void levelsThatComeAgainAreTheSameBytes() throws IOException {
        byte[] first = compressed(compressor.page(bytes(LEVELS), bytes(VALUES)));
        compressed(compressor.page(bytes(VALUES), bytes(LEVELS)));
        byte[] again = compressed(compressor.page(bytes(LEVELS), bytes(VALUES)));
        compressor.endRowGroup();
        byte[] later = compressed(compressor.page(bytes(LEVELS), bytes(VALUES)));

        assertThat(again).isEqualTo(first);
        assertThat(later).isEqualTo(first);
    }

    @Test
    void whatIsNoDataPageIsOneFrame() throws IOException {
        byte[] stored = compressor
                .compress(BytesInput.from(VALUES.getBytes(StandardCharsets.UTF_8)))
                .toByteArray();

        assertThat(stored).isEqualTo(frames.frame(bytes(VALUES)));
    }

    private byte[] compressed(BytesInput page) throws IOException {
        return compressor.compress(page).toByteArray();
    }

    private static Bytes bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Bytes bytes = new Bytes(utf8.length);
        bytes.add(utf8, 0, utf8.length);
        return bytes;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
