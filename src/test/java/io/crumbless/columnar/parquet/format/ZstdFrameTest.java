package io.crumbless.columnar.parquet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of a frame is found whatever its header says and its blocks are. */
@Tag("unit")
class ZstdFrameTest {
    @Test
    void findsTheEndOfFramesOfEveryKind() {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 200, 255, 256, 300, 65_791, 65_792, 70_000, 400_000}) {
            byte[] mixed = new byte[size];
            random.nextBytes(mixed);
            Arrays.fill(mixed, size / 2, size, (byte) 7);
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            for (byte[] content : new byte[][] {mixed, noise, new byte[size]}) {
                for (boolean checksum : new boolean[] {false, true}) {
                    for (boolean contentSize : new boolean[] {false, true}) {
                        byte[] frame = frame(content, checksum, contentSize);
                        assertThat(ZstdFrame.endOfFirst(followed(frame)))
                                .as("%s bytes, checksum %s, size %s", size, checksum, contentSize)
                                .isEqualTo(3 + frame.length);
                    }
                }
            }
        }
    }

    @Test
    void aFrameThatIsCutShortIsDamage() {
        byte[] frame = frame(new byte[100_000], true, true);
        for (int length = 0; length < frame.length; length++) {
            Slice cut = new Slice(Arrays.copyOf(frame, length), 0, length);
            assertThatThrownBy(() -> ZstdFrame.endOfFirst(cut)).isInstanceOf(DamagedFile.class);
        }
    }

    @Test
    void whatIsNoFrameIsDamage() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = frame(new byte[500], i % 2 == 0, i % 3 == 0);
            bytes[random.nextInt(4)] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> ZstdFrame.endOfFirst(new Slice(bytes, 0, bytes.length)))
                    .isInstanceOf(DamagedFile.class);
        }
    }

    @Test
    void neverReadsBehindTheEnd() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = frame(new byte[300 + i % 200], i % 2 == 0, i % 3 == 0);
            for (int k = 0; k < 3; k++) {
                bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
            }
            Slice slice = new Slice(bytes, 0, bytes.length - random.nextInt(3));
            try {
                assertThat(ZstdFrame.endOfFirst(slice)).isBetween(1, slice.end());
            } catch (DamagedFile expected) {
                assertThat(expected).hasMessageContaining("compressed");
            }
        }
    }

    private static byte[] frame(byte[] content, boolean checksum, boolean contentSize) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            return context.setChecksum(checksum).setContentSize(contentSize).compress(content);
        }
    }

    /** With other bytes around it. */
    private static Slice followed(byte[] frame) {
        byte[] bytes = new byte[frame.length + 10];
        Arrays.fill(bytes, (byte) 0x28);
        System.arraycopy(frame, 0, bytes, 3, frame.length);
        return new Slice(bytes, 3, bytes.length);
    }
}
