package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: a night that is killed or asked to stop at any of its stages leaves the snapshot before it to readers, and the same command
 * ends it at once. {@code CrashTest} and {@code StopTest} do the same many times over, and compare the bytes.
 */
@Tag("crash")
@Tag("fault")
@Tag("night")
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class KilledNightTest {
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    @Test
    void aNightThatIsKilledAtAnyStageLosesNothing() throws Exception {
        for (int stage = 0; stage < TestingDueNight.STAGES; stage++) {
            TestingDueNight due = TestingDueNight.in(folder.resolve("killed-" + stage));

            Ended ended = end(due, stage, "KILL");

            assertThat(ended.code()).as(ended.said()).isEqualTo(KILLED);
            requireReadable(due, "killed at stage " + stage);
            due.requireRerun();
        }
    }

    /** One that has moved the pointer by then ends as if nothing had happened. */
    @Test
    void aNightThatIsAskedToStopAtAnyStageLosesNothing() throws Exception {
        for (int stage = 0; stage < TestingDueNight.STAGES; stage++) {
            TestingDueNight due = TestingDueNight.in(folder.resolve("stopped-" + stage));

            Ended ended = end(due, stage, "TERM");

            assertThat(ended.code())
                    .as("at stage " + stage + ": " + ended.said())
                    .isIn(Set.of(0, 2, 143));
            if (ended.code() == 2) {
                assertThat(ended.said()).contains("crumbless: Stopped", "the same command continues it");
            }
            requireReadable(due, "stopped at stage " + stage);
            due.requireRerun();
        }
    }

    private record Ended(int code, String said) {}

    private static Ended end(TestingDueNight due, int stage, String signal) throws IOException, InterruptedException {
        Process night = new ProcessBuilder(TestingProcess.command(
                        DyingNights.class, due.place().toString(), Integer.toString(stage), signal))
                .redirectErrorStream(true)
                .start();
        String said = new String(night.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(night.waitFor(), said);
    }

    private static void requireReadable(TestingDueNight due, String when) {
        assertThat(due.people()).as(when).isIn(List.of("C-1", "C-3"), List.of("C-1", "C-2", "C-3"));
    }
}
