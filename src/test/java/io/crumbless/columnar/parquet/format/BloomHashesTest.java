package io.crumbless.columnar.parquet.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters are those the library makes. */
@Tag("unit")
class BloomHashesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 30, 1_000, 1_500, 20_000})
    void makesTheFilterTheLibraryMakes(int texts) throws IOException {
        BloomHashes hashes = new BloomHashes();
        BlockSplitBloomFilter library =
                new BlockSplitBloomFilter(BlockSplitBloomFilter.optimalNumOfBits(Math.max(1, texts), 0.01) / 8);
        for (int i = 0; i < texts; i++) {
            byte[] text = ("customer " + i * 7).getBytes(StandardCharsets.UTF_8);
            hashes.add(text, 0, text.length);
            library.insertHash(library.hash(Binary.fromConstantByteArray(text)));
        }

        assertThat(hash(hashes.finish())).isEqualTo(hash(library));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void beginsAgainAfterAChunk(int texts) throws IOException {
        BloomHashes hashes = new BloomHashes();
        byte[] text = "somebody".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < texts; i++) {
            hashes.add(text, 0, 1 + i % text.length);
        }
        hashes.finish();

        assertThat(hash(hashes.finish())).isEqualTo(hash(new BloomHashes().finish()));
    }

    private static String hash(BlockSplitBloomFilter filter) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        filter.writeTo(bytes);
        return bytes.size() + " " + Sha256.hex(bytes.toByteArray());
    }
}
