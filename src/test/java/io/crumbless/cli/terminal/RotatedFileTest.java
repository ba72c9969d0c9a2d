package io.crumbless.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a log does not grow without end, and a line is never torn. */
@Tag("unit")
class RotatedFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFullFileIsPutAsideAndTheOldestGoes() throws IOException {
        Path file = folder.resolve("night.json");
        byte[] half = "x".repeat((int) (RotatedFile.LARGEST / 2)).getBytes(StandardCharsets.UTF_8);
        RotatedFile log = new RotatedFile(file);
        for (int i = 0; i < 2 * (RotatedFile.KEPT + 2); i++) {
            log.write(half);
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "night.json",
                            "night.json.1",
                            "night.json.2",
                            "night.json.3",
                            "night.json.4",
                            "night.json.5");
        }
        assertThat(file).hasSize(2L * half.length);
    }
}
