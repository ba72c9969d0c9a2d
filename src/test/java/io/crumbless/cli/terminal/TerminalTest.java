package io.crumbless.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.crumbless.Crumbless;
import io.crumbless.TestingProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: output of a command arrives completely, or the exit code says that it did not. */
@Tag("crash")
@Tag("night")
class TerminalTest {
    @TempDir
    Path folder;

    @Test
    void printsLettersThatTheLocaleDoesNotHave() throws Exception {
        Path out = folder.resolve("out");

        assertThat(germanRecord(out)).isZero();
        assertThat(Files.readString(out)).contains("Angebote für Sie").doesNotContain("f?r");
    }

    @Test
    void saysThatTheOutputIsCutShort() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();

        assertThat(germanRecord(full)).isEqualTo(5);
        assertThat(folder.resolve("err")).content().contains("Cannot write the output: it is cut short");
    }

    /** A long text, as cron would have it written. */
    private int germanRecord(Path out) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                TestingProcess.command(Crumbless.class, "policy", "report", "jobs/policy", "--lang", "de"));
        command.environment().put("LC_ALL", "C");
        return command.redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start()
                .waitFor();
    }
}
