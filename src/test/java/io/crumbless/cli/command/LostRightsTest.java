package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.TestingProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: a night that may not write to its warehouse or its control folder any more, or not read its deliveries, whatever it is
 * at, ends with a code that fits or does not need to; readers keep what is published, the message names the place, and with the
 * right back the same command ends the night.
 */
@Tag("crash")
@Tag("fault")
@Tag("night")
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class LostRightsTest {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path OF_ROOT = Path.of("/proc/self");

    @TempDir
    private Path folder;

    @Test
    void aRightThatIsLostAtAnyStageLosesNothing() throws Exception {
        List<String> command = new ArrayList<>();
        if (Files.getOwner(OF_ROOT).getName().equals("root")) {
            assumeTrue(Files.isExecutable(SETPRIV), "setpriv is not here, so no right was taken from root");
            // Root of the same files, to whom their modes apply.
            command.addAll(List.of(SETPRIV.toString(), "--bounding-set", "-dac_override,-dac_read_search"));
        }
        command.addAll(TestingProcess.command(UnprivilegedNights.class, folder.toString()));
        Process nights = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(nights.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(nights.waitFor()).as(said).isZero();
        assertThat(said).contains("5 WAREHOUSE", "permission denied; give this user access", "5 DELIVERIES");
        for (String first :
                List.of("CREATE_THE_CONTROL_FOLDER", "WRITE_TO_THE_CONTROL_FOLDER", "WRITE_TO_THE_WAREHOUSE")) {
            assertThat(said).containsPattern("5 first TO_" + first + ": .*\\n?.*(permission|access) .*denied");
        }
    }
}
