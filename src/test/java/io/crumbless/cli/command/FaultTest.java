package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.DuckDb;
import io.crumbless.TestingClock;
import io.crumbless.TestingPostgres;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: whatever gives way under a night, at whatever stage, the snapshot before it stays readable, the exit code says who acts,
 * the message says what to do, and the same command ends the night with nothing lost.
 *
 * <p>Kills and stops are tried elsewhere, as are receivers that hang.
 */
@Tag("crash")
@Tag("database")
@Tag("fault")
@Tag("night")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FaultTest {
    /** Of a night of this job: link, strip, admit, merge, write, close, audit, publish. */
    private static final int STAGES = 8;

    /** More than the disk holds. */
    private static final long MOST = 1L << 28;

    private static final int ROUNDS = 20;
    private static final Set<Integer> ENVIRONMENT = Set.of(0, 5);

    @TempDir
    private Path folder;

    private final List<Path> mounted = new ArrayList<>();
    private TestingJob job;
    private Path place;

    @BeforeEach
    void publishTheNightBefore() throws IOException {
        lay(folder.resolve("job"));
    }

    /** The night before is published, and that of {@link TestingJob#NIGHT} is due. */
    private void lay(Path there) throws IOException {
        place = Files.createDirectories(there);
        job = TestingJobs.declaring(place);
        job.run(NIGHT.minusDays(1));
    }

    @AfterEach
    void unmount() throws Exception {
        for (Path each : mounted) {
            command("umount", "-l", each.toString());
        }
    }

    /** Warehouse, unfinished work and control database are on it. */
    @Test
    void aDiskThatIsFullAtAnyStageLosesNothing() throws Exception {
        for (int stage = 0; stage < STAGES; stage += 3) {
            Path disk = mount("full-" + stage, "size=24m");
            lay(disk);
            Path filler = disk.resolve("filler");

            int code = night(stage, () -> fill(filler));

            requireNightBefore(code, ENVIRONMENT, "full at stage " + stage);
            Files.delete(filler);
            endTheProcess();
            requireRerun();
        }
    }

    /** Suppliers who deliver again, or whose transfer breaks off, do not wait for us. */
    @Test
    void aDeliveryThatIsReplacedOrCutAtAnyStageIsTakenWholeOrNotAtAll() throws Exception {
        for (int stage = 0; stage < STAGES; stage++) {
            lay(folder.resolve("replaced-" + stage));
            Path file = place.resolve("declarations/store-" + NIGHT + ".csv");
            String before = Files.readString(file);
            String after = stage % 2 == 0
                    ? before.substring(0, before.length() - 40)
                    : before + declares("d9", "C-9", "language", "en", "service_messages", "2026-11-22T10:00:00Z")
                            + "\n";

            int code = night(stage, () -> Files.writeString(file, after));

            requireNightBefore(code, Set.of(0, 4, 5), "replaced at stage " + stage);
            Files.writeString(file, before);
            requireRerun();
        }
    }

    @Test
    void aDatabaseThatGoesAndComesBackLosesNothing() throws Exception {
        for (int stage = 1; stage < STAGES; stage += 4) {
            TestingPostgres postgres = TestingPostgres.create();
            place = Files.createDirectories(folder.resolve("database-" + stage));
            job = TestingJobs.declaring(place);
            Files.writeString(
                    place.resolve("job.yaml"),
                    Files.readString(place.resolve("job.yaml")) + "control: { folder: control, url: '" + postgres.url()
                            + "', user: " + TestingPostgres.USER + " }\n");
            job.run(NIGHT.minusDays(1));

            int code = night(
                    stage,
                    () -> postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                            + " current_database() AND pid <> pg_backend_pid()"));

            requireNightBefore(code, ENVIRONMENT, "connections lost at stage " + stage);
            endTheProcess();
            requireRerun();
        }
    }

    /** The business date is that of the command, whatever the clock says by then. */
    @Test
    void aClockThatIsSetForthOrBackLosesNothing() throws Exception {
        for (Duration jump : List.of(Duration.ofDays(-3), Duration.ofDays(3))) {
            for (int stage = 2; stage < STAGES; stage += 4) {
                lay(folder.resolve("clock" + jump + stage));
                AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
                Clock clock = new TestingClock(() -> Instant.now().plus(offset.get()));

                int code = night(stage, () -> offset.set(jump), clock);

                requireNightBefore(code, Set.of(0, 5, 6), "clock moved by " + jump + " at stage " + stage);
                requireRerun();
            }
        }
    }

    /** Somebody moves the warehouse to a larger disk, and leaves a link. */
    @Test
    void aWarehouseThatIsSwappedForALinkLosesNothing() throws Exception {
        for (int stage = 1; stage < STAGES; stage += 2) {
            lay(folder.resolve("swapped-" + stage));
            Path warehouse = place.resolve("warehouse");
            Path elsewhere = place.resolve("larger-disk");

            int code = night(stage, () -> {
                Files.move(warehouse, elsewhere);
                Files.createSymbolicLink(warehouse, elsewhere);
            });

            requireNightBefore(code, Set.of(0, 4, 5), "swapped at stage " + stage);
            requireRerun();
        }
    }

    /** Cron and somebody who is impatient. */
    @Test
    void ofTwoRunsThatStartTogetherOnePublishesAndTheOtherIsTold() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                lay(folder.resolve("together-" + round));
                CountDownLatch start = new CountDownLatch(1);
                List<TestingCli> both = List.of(cli(-1), cli(-1));
                List<Future<Integer>> codes = both.stream()
                        .map(cli -> two.submit(() -> {
                            start.await();
                            return cli.run("run", "job.yaml", "--date", NIGHT.toString());
                        }))
                        .toList();
                start.countDown();

                List<Integer> ended = List.of(codes.get(0).get(), codes.get(1).get());
                assertThat(ended)
                        .as(both.get(0).err() + both.get(1).err())
                        .contains(0)
                        .allMatch(code -> code == 0 || code == 6);
                for (int i = 0; i < 2; i++) {
                    if (ended.get(i) == 6) {
                        assertThat(both.get(i).err()).containsPattern("Cannot .*(holds|use|run)");
                    }
                }
                assertThat(people()).containsExactly("C-1", "C-2", "C-3");
            }
            requireRerun();
        } finally {
            two.shutdownNow();
        }
    }

    private TestingCli cli(int stage) {
        return new TestingFault(stage, () -> {}).in(place, Clock.systemUTC());
    }

    private int night(int stage, TestingFault.Strike strike) {
        return night(stage, strike, Clock.systemUTC());
    }

    private TestingCli last;

    private int night(int stage, TestingFault.Strike strike, Clock clock) {
        last = new TestingFault(stage, strike).in(place, clock);
        return last.run("run", "job.yaml", "--date", NIGHT.toString());
    }

    /** Readers have the night before, or this one; the code is one that fits, and the message is for people. */
    private void requireNightBefore(int code, Set<Integer> fitting, String when) {
        assertThat(code).as(when + ": " + last.err()).isIn(fitting);
        if (code != 0) {
            assertThat(last.err())
                    .as(when)
                    .contains("crumbless: ")
                    .containsPattern("Cannot|Stopped|Lost")
                    .doesNotContain("defect", "Exception:", "\tat ");
        }
        assertThat(people()).as(when).isIn(List.of("C-1", "C-3"), List.of("C-1", "C-2", "C-3"));
    }

    private void requireRerun() {
        TestingCli again = cli(-1);
        assertThat(again.run("run", "job.yaml", "--date", NIGHT.toString()))
                .as(again::err)
                .isZero();
        assertThat(people()).containsExactly("C-1", "C-2", "C-3");
        assertThat(again.run("audit", "--job", "job.yaml")).as(again::out).isZero();
    }

    /** A lock that the night could not let go of ends with its process, which is that of the test here, or with its lease. */
    private void endTheProcess() throws SQLException {
        try (ControlDatabase control = ControlDatabase.open(job.file().control());
                Connection connection = control.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE warehouse_lock SET leased_until = CURRENT_TIMESTAMP - INTERVAL '1' DAY");
        }
    }

    private List<String> people() {
        try (DuckDb duckDb = new DuckDb()) {
            return duckDb
                    .query("SELECT subject_id FROM read_parquet('" + place.resolve("warehouse/current/profiles")
                            + "/*.parquet') ORDER BY 1")
                    .stream()
                    .map(row -> String.valueOf(row.values().get(0)))
                    .toList();
        }
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
