package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingPostgres;
import io.crumbless.TestingProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: a night whose machine was suspended for longer than its lease, and whose warehouse another machine has taken by then, changes
 * nothing when it goes on.
 */
@Tag("crash")
@Tag("database")
@Tag("fault")
@Tag("night")
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class SuspendedNightTest {
    private static final int BUSY = 6;
    private static final int WRITE_PARTS = 4;
    private static final long LOOK_EVERY_MILLIS = 200;

    @TempDir
    private Path folder;

    @Test
    void whatWasTakenMeanwhileIsLeftAlone() throws Exception {
        TestingPostgres postgres = TestingPostgres.create();
        TestingDueNight due = TestingDueNight.in(
                folder.resolve("job"),
                "control: { folder: control, url: '" + postgres.url() + "', user: " + TestingPostgres.USER + " }\n");
        Path said = folder.resolve("said");
        Process suspended = new ProcessBuilder(TestingProcess.command(
                        DyingNights.class, due.place().toString(), Integer.toString(WRITE_PARTS), "STOP"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            awaitStop(suspended, said);
            // Another machine would not see the lock of this file.
            Files.delete(due.place().resolve("warehouse/.lock"));
            publishOnceTheLeaseHasEnded(due);
            Path published = current(due);

            signal(suspended, "CONT");

            assertThat(suspended.waitFor()).as(Files.readString(said)).isEqualTo(BUSY);
            assertThat(Files.readString(said)).contains("another run has taken it");
            assertThat(current(due)).isEqualTo(published);
            due.requireRerun();
        } finally {
            suspended.destroyForcibly();
        }
    }

    private static void publishOnceTheLeaseHasEnded(TestingDueNight due) {
        TestingCli other = due.cli();
        int code = BUSY;
        while (code == BUSY) {
            code = other.run("run", "job.yaml", "--date", NIGHT.toString());
        }
        assertThat(code).as(other.err()).isZero();
    }

    private static Path current(TestingDueNight due) throws IOException {
        return due.place().resolve("warehouse/current").toRealPath();
    }

    private static void awaitStop(Process process, Path said) throws IOException, InterruptedException {
        while (!state(process).startsWith("T")) {
            assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static String state(Process process) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(process.pid())).start();
        String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        ps.waitFor();
        return state.strip();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
