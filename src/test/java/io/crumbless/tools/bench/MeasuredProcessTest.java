package io.crumbless.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process is measured from its start to its end, and one that fails says why. */
@Tag("unit")
@EnabledOnOs({OS.LINUX, OS.MAC})
class MeasuredProcessTest {
    /** So large that it does not matter that Linux counts memory in batches for each processor, of a hundred kilobytes or two. */
    private static final String LARGE = "x=$(head -c 10000000 /dev/zero | tr '\\0' a)";

    @TempDir
    private Path folder;

    private ProcessUsage run(String script) {
        return MeasuredProcess.run("the test", List.of("sh", "-c", script), folder, folder.resolve("log"));
    }

    @Test
    void measuresSecondsAndKeepsTheOutput() throws Exception {
        ProcessUsage took = run("echo said; echo complained >&2; sleep 0.3");

        assertThat(took.seconds()).isGreaterThan(0.3);
        assertThat(Files.readAllLines(folder.resolve("log"))).containsExactly("said", "complained");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void measuresThePeakOfMemory() {
        Thread measuring = Thread.currentThread();
        CompletableFuture.runAsync(() -> letGoOnceItWasLookedAt(measuring));

        assertThat(run(LARGE + "; touch runs; until [ -e looked-at ]; do sleep 0.01; done")
                        .peakBytes()
                        .orElseThrow())
                .isBetween(8_000_000L, 200_000_000L);
        assertThat(MeasuredProcess.peakBytes(ProcessHandle.current().pid()).orElseThrow())
                .isGreaterThan(20_000_000L);
    }

    /** Whoever waits for the end of a process has looked at it before: here at one that runs, and is no longer being started. */
    private void letGoOnceItWasLookedAt(Thread measuring) {
        await(() -> Files.exists(folder.resolve("runs")));
        await(() -> !waitsForTheEnd(measuring));
        await(() -> waitsForTheEnd(measuring));
        try {
            Files.createFile(folder.resolve("looked-at"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean waitsForTheEnd(Thread measuring) {
        return Stream.of(measuring.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("waitFor"));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(50_000);
        }
    }

    @Test
    void aProcessThatFailsIsNoMeasurement() {
        assertThatThrownBy(() -> run("echo the disk is full; exit 3"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot measure the test: it ended with exit code 3; see " + folder)
                .hasMessageEndingWith("the disk is full");
    }

    /** Ctrl-C reaches the program first, which reports it by its exit code. */
    @ParameterizedTest
    @ValueSource(strings = {"exit 130", "exit 143", "kill -TERM $$"})
    void aProgramThatWasAskedToStopIsAStop(String end) {
        assertThatThrownBy(() -> run(end))
                .isInstanceOf(Stopped.class)
                .hasMessage("Stopped while measuring the test; the data stays for the next time");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () -> MeasuredProcess.run("duckdb", List.of("/no/such/program"), folder, folder.resolve("log")))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot start duckdb: ");
    }
}
