package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: no line is joined to a part of another. Full disks are tested with entire nights. */
@Tag("unit")
class LineFileTest {
    @TempDir
    private Path folder;

    private void add(Path file, String lines) throws IOException {
        new LineFile(file, FileModes.PRIVATE, Storage.Sync.ON_CLOSE).add(lines.getBytes(StandardCharsets.UTF_8));
    }

    private static String tail(Path file) throws IOException {
        return new LineFile(file, FileModes.PRIVATE, Storage.Sync.NEVER).tail();
    }

    @Test
    void linesFollowOneAnother() throws IOException {
        Path file = folder.resolve("log");

        add(file, "one\n");
        add(file, "");
        add(file, "two\n");

        assertThat(file).hasContent("one\ntwo\n");
        assertThat(tail(file)).isEmpty();
    }

    @Test
    void aLineAfterATruncatedOneIsALineOfItsOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "one\nha");

        assertThat(tail(file)).isEqualTo("ha");
        add(file, "two\n");

        assertThat(file).hasContent("one\nha\ntwo\n");
    }

    @Test
    void aLineThatWasNotWrittenInFullCanBeCompleted() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "one\nha");

        new LineFile(file, FileModes.PRIVATE, Storage.Sync.NEVER).continueWith("lf\n".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("one\nhalf\n");
        assertThat(tail(folder.resolve("none"))).isEmpty();
    }
}
