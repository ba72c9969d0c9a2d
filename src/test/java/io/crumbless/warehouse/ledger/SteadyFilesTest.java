package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class SteadyFilesTest {
    @TempDir
    private Path folder;

    private FilePath file = FilePath.get("none");

    @BeforeEach
    void name() {
        SteadyFiles.register();
        file = FilePath.get("steady:" + folder.resolve("a b=ü.db"));
    }

    @Test
    void isNotClosedByAnInterrupt() throws IOException {
        try (FileChannel channel = file.open("rw")) {
            Thread.currentThread().interrupt();
            channel.write(bytes("hello"), 0);
            channel.force(true);
            ByteBuffer read = ByteBuffer.allocate(5);
            channel.read(read, 0);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(new String(read.array(), StandardCharsets.UTF_8)).isEqualTo("hello");
            assertThat(channel.isOpen()).isTrue();
        }
    }

    /** The bytes are those an array would hold. */
    @Test
    void readsWhatWasWrittenWhereverItIs() throws IOException {
        Random random = new Random(7);
        byte[] model = new byte[20_000];
        int size = 0;
        try (FileChannel channel = file.open("rw")) {
            for (int i = 0; i < 500; i++) {
                byte[] some = new byte[random.nextInt(300)];
                random.nextBytes(some);
                int at = random.nextInt(size + 1);
                if (i % 50 == 49) {
                    channel.truncate(at);
                    Arrays.fill(model, at, size, (byte) 0);
                    size = at;
                } else if (at + some.length <= model.length) {
                    assertThat(channel.write(ByteBuffer.wrap(some), at)).isEqualTo(some.length);
                    System.arraycopy(some, 0, model, at, some.length);
                    size = Math.max(size, at + some.length);
                }
                assertThat(channel.size()).isEqualTo(size);
                ByteBuffer read = ByteBuffer.allocateDirect(100);
                int from = random.nextInt(size + 1);
                int count = channel.read(read, from);
                assertThat(count).isEqualTo(from == size ? -1 : Math.min(100, size - from));
                for (int k = 0; k < count; k++) {
                    assertThat(read.get(k)).isEqualTo(model[from + k]);
                }
            }
            channel.truncate(size + 10L);
            assertThat(channel.size()).isEqualTo(size);
        }
        assertThat(Files.readAllBytes(folder.resolve("a b=ü.db"))).isEqualTo(Arrays.copyOf(model, size));
    }

    @Test
    void isHeldByOne() throws IOException {
        try (FileChannel one = file.open("rw");
                FileLock held = one.tryLock();
                FileChannel other = file.open("rw")) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }
}
