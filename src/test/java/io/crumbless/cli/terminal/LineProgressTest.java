package io.crumbless.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: a log file shows that a long step moves, how fast, and how long it will take, without filling up. */
@Tag("unit")
class LineProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(1);
    private final LineProgress progress =
            new LineProgress(new PrintStream(err, true, StandardCharsets.UTF_8), nanos::get);

    @Test
    void printsRateAndTimeLeftNowAndThen() {
        progress.stepStarted("strip legacy");
        for (int second = 1; second <= 60; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            progress.advanced("strip legacy", second * 100_000L, 31_200_000, "rows");
        }

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        strip legacy: 3,000,000 of 31,200,000 rows, 100,000/s, 4 min 42 s left
                        strip legacy: 6,000,000 of 31,200,000 rows, 100,000/s, 4 min 12 s left
                        """);
    }

    @Test
    void printsOnlyTheRateWhileTheTotalIsUnknown() {
        progress.stepStarted("read declarations");
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        progress.advanced("read declarations", 3_100, 0, "rows");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("read declarations: 3,100 rows, 100/s\n");
    }

    @Test
    void saysNothingOfAQuickStepUntilItEnds() {
        progress.stepStarted("audit");
        progress.advanced("audit", 1, 2, "files");
        progress.stepFinished("audit", List.of(), Duration.ofMillis(120));

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("audit: done in 0.1 s\n");
    }
}
