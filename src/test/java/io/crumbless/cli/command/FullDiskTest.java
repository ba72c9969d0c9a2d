package io.crumbless.cli.command;

import static io.crumbless.cli.command.TestingDueNight.ENVIRONMENT;
import static io.crumbless.cli.command.TestingDueNight.STAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.TestingPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: a disk that is full at any stage, below the job or below its control database alone, ends the night with 5 or does not
 * matter; readers keep what is published, the message names the disk, and with room again the same command ends the night.
 */
@Tag("crash")
@Tag("database")
@Tag("fault")
@Tag("night")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FullDiskTest {
    /** More than the disk holds. */
    private static final long MOST = 1L << 28;

    private static final String NAMES_THE_DISK =
            "(?i)no space left|disk is full|disk full|disk of its server is full|free space";

    @TempDir
    private Path folder;

    private final List<Path> mounted = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    @AfterEach
    void unmount() throws Exception {
        for (Path each : mounted) {
            command("umount", "-l", each.toString());
        }
    }

    /** Warehouse, unfinished work and control database are on it. */
    @Test
    void aDiskThatIsFullAtAnyStageLosesNothing() throws Exception {
        for (int stage = 0; stage < STAGES; stage++) {
            Path disk = mount("full-" + stage, "size=24m");
            TestingDueNight due = TestingDueNight.in(disk);

            runOn(disk.resolve("filler"), due, stage);
        }
        assertThat(refusals).hasSizeGreaterThan(STAGES / 2).allSatisfy(said -> assertThat(said)
                .containsPattern(NAMES_THE_DISK));
    }

    /** A disk for data, and a small one for the system. */
    @Test
    void aDiskOfTheControlFolderThatIsFullLosesNothing() throws Exception {
        for (int stage = 1; stage < STAGES; stage += 3) {
            Path disk = mount("control-" + stage, "size=8m");
            TestingDueNight due =
                    TestingDueNight.in(folder.resolve("job-" + stage), "control: { folder: '" + disk + "/control' }\n");

            runOn(disk.resolve("filler"), due, stage);
        }
        assertThat(refusals).isNotEmpty().allSatisfy(said -> assertThat(said).containsPattern(NAMES_THE_DISK));
    }

    @Test
    void aDatabaseServerWhoseDiskIsFullLosesNothing() throws Exception {
        for (int stage = 0; stage < STAGES; stage += 3) {
            Path disk = mount("server-" + stage, "size=48m");
            try (TestingPostgres postgres = TestingPostgres.createOn(Files.createDirectory(disk.resolve("tables")))) {
                TestingDueNight due = TestingDueNight.in(
                        folder.resolve("served-" + stage),
                        "control: { folder: control, url: '" + postgres.url() + "', user: " + TestingPostgres.USER
                                + " }\n");

                runOn(disk.resolve("filler"), due, stage);
            }
        }
        assertThat(refusals).isNotEmpty().allSatisfy(said -> assertThat(said).containsPattern(NAMES_THE_DISK));
    }

    private void runOn(Path filler, TestingDueNight due, int stage) throws Exception {
        int code = due.run(stage, () -> fill(filler));

        due.requireNightBefore(code, ENVIRONMENT, "full at stage " + stage);
        if (code != 0) {
            refusals.add(due.said());
        }
        Files.delete(filler);
        due.endTheProcess();
        due.requireRerun();
    }

    private static void fill(Path file) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE)) {
            while (Files.size(file) < MOST) {
                out.write(block);
            }
        } catch (IOException full) {
            // As meant.
        }
    }

    /** A small disk of its own. Mounting is for root, and not everywhere. */
    private Path mount(String name, String options) throws Exception {
        Path disk = Files.createDirectories(folder.resolve(name));
        boolean isMounted = command("mount", "-t", "tmpfs", "-o", options, "crumbless-fault", disk.toString()) == 0;
        assumeTrue(isMounted, "no file system can be mounted here, so a full disk was not tried");
        mounted.add(disk);
        return disk;
    }

    private static int command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
