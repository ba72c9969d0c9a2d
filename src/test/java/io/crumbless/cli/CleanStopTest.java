package io.crumbless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.run.NightlyRun;
import io.crumbless.run.RunStopped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: SIGTERM stops a run between two of its parts, and the run says so before the process ends. */
class CleanStopTest {
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    Path folder;

    @Test
    void stopsCleanlyOnSigterm() throws Exception {
        Path job =
                Files.writeString(folder.resolve("job.yaml"), "job: nightly\npolicy: policy\nwarehouse: warehouse\n");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName(),
                        "run",
                        job.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            if (line.equals("running")) {
                process.toHandle().destroy();
            }
        }

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(all.toString()).contains("left in order", "the same command continues it");
        assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(folder.resolve("control/running.txt")).doesNotExist();
    }

    /** A run that does nothing until it is interrupted, and again, for libraries swallow interrupts. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) throws IOException {
            NightlyRun night = (job, businessDate, options, progress) -> {
                System.out.println("running");
                awaitInterrupt();
                awaitInterrupt();
                System.out.println("left in order");
                throw new RunStopped("Stopped before the night was done; the same command continues it");
            };
            Parts parts = new Parts(() -> night, TestingParts::none, TestingParts::none);
            System.exit(new Cli(parts, Terminal.ofThisProcess(), Clock.systemUTC(), Path.of("")).run(args));
        }

        private static void awaitInterrupt() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Forgotten.
            }
        }
    }
}
