package io.crumbless.cli.command;

import static io.crumbless.cli.command.TestingDueNight.ENVIRONMENT;
import static io.crumbless.cli.command.TestingDueNight.STAGES;
import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.TestingPostgres;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.lineage.LiveLineage;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.run.WatchedNight;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class FullDiskTest {
    /** More than the disk holds. */
    private static final long MOST = 1L << 28;

    private static final String NAMES_THE_DISK =
            "(?i)no space left|disk is full|disk full|disk of its server is full|free space";

    @TempDir
    private Path folder;

    private final PrintStream err = System.err;
    private final List<Path> mounted = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    @AfterEach
    void unmount() throws Exception {
        System.setErr(err);
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

    /** Control folder, keys, database and warehouse are made by the first night, and the disk is full at any of them. */
    @Test
    void aDiskThatIsFullAtTheFirstStartIsNamed() throws Exception {
        for (int kilobytes : List.of(0, 8, 32, 96, 192, 320, 480, 640)) {
            Path disk = mount("first-" + kilobytes, "size=8m");
            Path place = folder.resolve("begun-" + kilobytes);
            TestingJobs.declaring(Files.createDirectories(place)).write("job.yaml", onDisk(place, disk));
            Path filler = disk.resolve("filler");
            fill(filler);
            keepFree(filler, kilobytes);
            TestingCli cli = new TestingFault(-1, () -> {}).in(place, Clock.systemUTC());

            int code = cli.run("run", "job.yaml", "--date", NIGHT.toString());

            assertThat(code).as(kilobytes + " KiB: " + cli.err()).isIn(ENVIRONMENT);
            if (code != 0) {
                assertThat(cli.err())
                        .as(kilobytes + " KiB")
                        .containsPattern(NAMES_THE_DISK)
                        .doesNotContain("lock table", "defect", "Exception:");
                refusals.add(cli.err());
            }
            Files.delete(filler);
            assertThat(cli.run("run", "job.yaml", "--date", NIGHT.toString()))
                    .as(cli::err)
                    .isZero();
            assertThat(cli.run("audit", "--job", "job.yaml")).as(cli::out).isZero();
        }
        assertThat(refusals).hasSizeGreaterThan(3);
    }

    /** If the disk of metrics, log, lineage and anchor is full, the night is published without them, and reports it. */
    @Test
    void whatIsReportedToOthersMayLieOnAFullDisk() throws Exception {
        Path disk = mount("reports", "size=2m");
        Path place = folder.resolve("reporting");
        TestingJobs.declaring(Files.createDirectories(place))
                .write("job.yaml", Files.readString(place.resolve("job.yaml")) + """
                        metrics: { file: '%1$s/night.prom' }
                        lineage: { file: '%1$s/lineage.ndjson' }
                        anchor: { file: '%1$s/anchor.ndjson' }
                        """.formatted(disk));
        List<Path> lines = List.of(disk.resolve("lineage.ndjson"), disk.resolve("log.json"));
        for (Path file : lines) {
            // The next line begins in the first block, and ends in one that cannot be had.
            Files.writeString(file, "{\"a\":\"" + "x".repeat(4080) + "\"}\n");
        }
        Path filler = disk.resolve("filler");
        TestingCli cli = watched(place);
        fill(filler);

        assertThat(run(cli, NIGHT.minusDays(1), disk)).as(cli::err).isZero();

        assertThat(cli.err())
                .contains("Cannot write the metrics", "Cannot add lineage to", "Cannot add to the log file")
                .contains("cannot add to the anchor file", "No space left on device");
        for (Path file : lines) {
            assertThat(file).as("no part of a line is left").hasSize(4089);
        }
        assertThat(disk.resolve("night.prom")).doesNotExist();
        Files.delete(filler);
        assertThat(run(cli, NIGHT, disk)).as(cli::err).isZero();
        assertThat(said(cli)).doesNotContain("Cannot");
        assertThat(disk.resolve("night.prom")).content().contains("crumbless_last_attempt_success");
        for (Path file : lines) {
            assertThat(Files.readAllLines(file)).hasSizeGreaterThan(2).allMatch(line -> line.endsWith("}"));
        }
        assertThat(cli.run("audit", "--job", "job.yaml")).as(cli::out).isZero();
    }

    /** Without what libraries log of other classes' work meanwhile: Java has one standard error. */
    private static String said(TestingCli cli) {
        return cli.err()
                .lines()
                .filter(line -> !line.matches(".*\"message\":\"[0-9:]{8} (WARN|ERROR) .*"))
                .collect(Collectors.joining("\n"));
    }

    private static int run(TestingCli cli, LocalDate night, Path disk) {
        return cli.run(
                "run", "job.yaml", "--date", night.toString(), "--log", "json", "--log-file", disk + "/log.json");
    }

    private static TestingCli watched(Path place) {
        return new TestingCli(
                place,
                new Parts(
                        () -> new WatchedNight(
                                new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                                Clock.systemUTC(),
                                List.of(new LiveLineage(), new NightMetrics())),
                        () -> new PublishedAudit(2),
                        TestingParts::none));
    }

    private static String onDisk(Path place, Path disk) throws IOException {
        return Files.readString(place.resolve("job.yaml")) + "control: { folder: '" + disk + "/control' }\n";
    }

    private static void keepFree(Path filler, int kilobytes) throws IOException {
        try (FileChannel file = FileChannel.open(filler, StandardOpenOption.WRITE)) {
            file.truncate(file.size() - kilobytes * 1024L);
        }
    }

    @Test
    void aDatabaseServerWhoseDiskIsFullAtTheFirstStartIsNamed() throws Exception {
        Path disk = mount("first-server", "size=48m");
        try (TestingPostgres postgres = TestingPostgres.createOn(Files.createDirectory(disk.resolve("tables")))) {
            Path place = Files.createDirectories(folder.resolve("served-first"));
            TestingJobs.declaring(place)
                    .write(
                            "job.yaml",
                            Files.readString(place.resolve("job.yaml")) + "control: { folder: own, url: '"
                                    + postgres.url() + "', user: " + TestingPostgres.USER + " }\n");
            Path filler = disk.resolve("filler");
            fill(filler);
            TestingCli cli = new TestingFault(-1, () -> {}).in(place, Clock.systemUTC());

            assertThat(cli.run("run", "job.yaml", "--date", NIGHT.toString())).isEqualTo(5);
            assertThat(cli.err()).containsPattern(NAMES_THE_DISK).doesNotContain("lock table", "reachable");

            Files.delete(filler);
            assertThat(cli.run("run", "job.yaml", "--date", NIGHT.toString()))
                    .as(cli::err)
                    .isZero();
        }
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

    /** A separate small disk. Mounting needs root, and is not possible everywhere. */
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
