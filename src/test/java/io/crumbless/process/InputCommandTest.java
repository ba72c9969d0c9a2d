package io.crumbless.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a program gets what it is handed, or it is said why not; none is waited for longer than that. */
@Tag("unit")
class InputCommandTest {
    private static final byte[] INPUT = "a line\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static Optional<String> hand(Duration patience, String... command) {
        return new InputCommand(List.of(command), patience).hand(INPUT);
    }

    @Test
    void handsItOver() throws Exception {
        assertThat(hand(Duration.ofSeconds(10), "sh", "-c", "cat > " + folder.resolve("got")))
                .isEmpty();
        assertThat(Files.readString(folder.resolve("got"))).isEqualTo("a line\n");
    }

    @Test
    void saysWhyItWasNotTaken() {
        assertThat(hand(Duration.ofSeconds(10), "sh", "-c", "cat; exit 3")).contains("it ended with 3");
        assertThat(hand(Duration.ofSeconds(10), folder.resolve("none").toString()))
                .contains("it cannot be started");
    }

    @Test
    void endsOneThatHangsAndWhatItStarted() throws Exception {
        Instant begin = Instant.now();

        assertThat(hand(Duration.ofSeconds(1), "sh", "-c", "sleep 300 & echo $! > " + folder.resolve("pid") + "; wait"))
                .contains("it took longer than 1 second");

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
        long child = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        for (int i = 0;
                i < 100
                        && ProcessHandle.of(child)
                                .filter(ProcessHandle::isAlive)
                                .isPresent();
                i++) {
            Thread.sleep(20);
        }
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
