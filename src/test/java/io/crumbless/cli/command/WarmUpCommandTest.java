package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.TestingJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what the launcher does once leaves nothing behind and says nothing. */
@Tag("night")
class WarmUpCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void write() {
        new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares(
                                "d2", "C-2", "discretion", "plain_parcel", "service_messages", "2026-11-20T10:00:00Z"));
    }

    private int warmUp(String... more) {
        Parts parts = new Parts(
                () -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                TestingParts::none,
                SnapshotExplainer::new);
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Cli(parts, new Terminal(out, out, 0), Clock.systemUTC(), folder)
                .run(Stream.concat(Stream.of("warm-up", "job.yaml"), Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void leavesNothingBehind() throws IOException {
        List<Path> before = files();

        assertThat(warmUp("--date", NIGHT.toString(), "--subject", "C-2")).isZero();

        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void itsExitCodeShowsTheLauncherThatItFailed() throws IOException {
        Files.writeString(folder.resolve("job.yaml"), "job: [");

        assertThat(warmUp("--date", NIGHT.toString(), "--subject", "C-2")).isEqualTo(3);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.sorted().toList();
        }
    }
}
