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

/** Promise: a program receives its entire input, or the failure is reported; the wait is bounded. */
@Tag("unit")
class InputCommandTest {
    private static final byte[] INPUT = "a line\n".getBytes(StandardCharsets.UTF_8);

    /** As long as a machine with far too much to do may take to run a program. */
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private static Optional<String> hand(Duration patience, String... command) {
        return new InputCommand(List.of(command), patience).hand(INPUT);
    }

    @Test
    void handsItOver() throws Exception {
        assertThat(hand(LONG, "sh", "-c", "cat > " + folder.resolve("got"))).isEmpty();
        assertThat(Files.readString(folder.resolve("got"))).isEqualTo("a line\n");
    }

    @Test
    void anArgumentThatLooksLikeASecretIsNoticed() {
        for (String shown : List.of(
                "-H Authorization: Bearer x1",
                "--password=x1",
                "API_KEY=x1",
                "https://me:x1@mail",
                "X-Auth-Token: x1",
                "aws_secret_access_key=x1",
                "{\"password\": \"x1\"}")) {
            assertThat(InputCommand.showsSecret(List.of("page", shown)))
                    .as(shown)
                    .isTrue();
        }
        assertThat(InputCommand.showsSecret(List.of("page", "--auth-token", "x1")))
                .isTrue();
        for (String fine : List.of(
                "--token-file=x1",
                "--password-file=/etc/x1",
                "https://mail/x1",
                "--urgent",
                "the token is in a file",
                "--token-url=https://mail/x1",
                "--max-tokens=100",
                "--secret-name=night",
                "arn:aws:secretsmanager:eu-central-1:1:x1",
                "PAGE_TOKEN=$(cat /run/x1) page")) {
            assertThat(InputCommand.showsSecret(List.of("page", fine))).as(fine).isFalse();
        }
        assertThat(InputCommand.showsSecret(List.of("secret=x", "--password-file", "/etc/x1")))
                .isFalse();
        assertThat(InputCommand.showsSecret(List.of("page", "--token", "/run/x1")))
                .isFalse();
        assertThat(InputCommand.showsSecret(List.of("psql", "--no-password", "night")))
                .isFalse();
    }

    @Test
    void saysWhyItWasNotTaken() {
        assertThat(hand(LONG, "sh", "-c", "cat; exit 3")).contains("it ended with 3");
        assertThat(hand(LONG, folder.resolve("none").toString())).contains("it cannot be started");
    }

    /** It is given more time where it was ended before it had started anything. */
    @Test
    void endsOneThatHangsAndWhatItStarted() throws Exception {
        Path pid = folder.resolve("pid");
        Files.createFile(pid);

        for (int seconds = 1; Files.size(pid) == 0; seconds *= 2) {
            Instant begin = Instant.now();
            assertThat(hand(Duration.ofSeconds(seconds), "sh", "-c", "sleep 3600 & echo $! > " + pid + "; wait"))
                    .contains("it took longer than " + seconds + (seconds == 1 ? " second" : " seconds"));
            assertThat(Duration.between(begin, Instant.now())).isLessThan(LONG);
        }

        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(child -> assertThat(child.onExit()).succeedsWithin(LONG));
    }
}
