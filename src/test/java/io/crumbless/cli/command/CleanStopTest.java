package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.Crumbless;
import io.crumbless.TestingProcess;
import io.crumbless.cli.terminal.CleanStop;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.process.Stopped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: SIGTERM and Ctrl-C stop a command between two of its parts, and it says so before the process ends. */
@Tag("crash")
@Tag("night")
class CleanStopTest {
    private static final int ENDED_BY_SIGTERM = 143;
    private static final int ENDED_BY_SIGINT = 130;

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

        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(all.toString()).contains("left in order", "the same command continues it");
        assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(folder.resolve("control/running.txt")).doesNotExist();
    }

    /**
     * Both write a shop of some minutes, so that they are at it whenever the signal arrives; what they were at is nowhere, and no
     * job file says that it is all there.
     */
    @ParameterizedTest
    @CsvSource({
        "generate --people 10M --out, generating",
        "bench explain --people 10M --work, generating",
    })
    void ctrlCLeavesNothingHalfWritten(String command, String doing) throws Exception {
        Path work = folder.resolve("work");
        List<String> line = new ArrayList<>(hearingCtrlC());
        line.addAll(TestingProcess.command(Crumbless.class, command.split(" ")));
        line.add(work.toString());
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        while (files(work).noneMatch(file -> file.endsWith(".unfinished")) && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        String all = Files.readString(said);
        assertThat(process.exitValue()).as(all).isEqualTo(ENDED_BY_SIGINT);
        assertThat(all.lines().filter(one -> one.startsWith("crumbless:")))
                .singleElement()
                .asString()
                .startsWith("crumbless: Stopped while " + doing);
        assertThat(files(work)).noneMatch(file -> file.endsWith(".unfinished") || file.endsWith("job.yaml"));
    }

    /** Background processes of a script ignore SIGINT, and so do their children; GNU env resets that. */
    private static List<String> hearingCtrlC() throws Exception {
        List<String> env = List.of("env", "--default-signal=INT");
        Process tried = new ProcessBuilder(
                        Stream.concat(env.stream(), Stream.of("true")).toList())
                .start();
        return tried.waitFor() == 0 ? env : List.of();
    }

    private static Stream<String> files(Path work) throws IOException {
        if (!Files.isDirectory(work)) {
            return Stream.empty();
        }
        try (Stream<Path> found = Files.walk(work)) {
            return found.map(Path::toString).toList().stream();
        } catch (UncheckedIOException movedMeanwhile) {
            return Stream.empty();
        }
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
                throw new Stopped("Stopped before the night was done; the same command continues it");
            };
            Parts parts = new Parts(() -> night, TestingParts::none, TestingParts::none);
            CleanStop.exit(new Cli(parts, Terminal.ofThisProcess(), Clock.systemUTC(), Path.of("")).run(args));
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
