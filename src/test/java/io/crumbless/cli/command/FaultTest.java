package io.crumbless.cli.command;

import static io.crumbless.cli.command.TestingDueNight.ENVIRONMENT;
import static io.crumbless.cli.command.TestingDueNight.STAGES;
import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingClock;
import io.crumbless.TestingPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: whatever fails during a night, at any stage, the previous snapshot stays readable, the exit code says who
 * has to act, the message says what to do, and the same command completes the night without loss.
 *
 * <p>Full disks, lost permissions and receivers that hang have tests of their own; kills and stops are tried elsewhere.
 */
@Tag("database")
@Tag("fault")
@Tag("night")
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class FaultTest {
    private static final int ROUNDS = 20;

    @TempDir
    private Path folder;

    /** Suppliers who deliver again, or whose transfer breaks off, do not wait for us. */
    @Test
    void aDeliveryThatIsReplacedOrCutAtAnyStageIsTakenWholeOrNotAtAll() throws Exception {
        for (int stage = 0; stage < STAGES; stage++) {
            TestingDueNight due = TestingDueNight.in(folder.resolve("replaced-" + stage));
            Path file = due.place().resolve("declarations/store-" + NIGHT + ".csv");
            String before = Files.readString(file);
            String after = stage % 2 == 0
                    ? before.substring(0, before.length() - 40)
                    : before + declares("d9", "C-9", "language", "en", "service_messages", "2026-11-22T10:00:00Z")
                            + "\n";

            int code = due.run(stage, () -> Files.writeString(file, after));

            due.requireNightBefore(code, Set.of(0, 4, 5), "replaced at stage " + stage);
            Files.writeString(file, before);
            due.requireRerun();
        }
    }

    @Test
    void aDatabaseThatGoesAndComesBackLosesNothing() throws Exception {
        for (int stage = 1; stage < STAGES; stage += 4) {
            TestingPostgres postgres = TestingPostgres.create();
            TestingDueNight due = TestingDueNight.in(
                    folder.resolve("database-" + stage),
                    "control: { folder: control, url: '" + postgres.url() + "', user: " + TestingPostgres.USER
                            + " }\n");

            int code = due.run(
                    stage,
                    () -> postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                            + " current_database() AND pid <> pg_backend_pid()"));

            due.requireNightBefore(code, ENVIRONMENT, "connections lost at stage " + stage);
            due.endTheProcess();
            due.requireRerun();
        }
    }

    /** The business date is that of the command, whatever the clock says by then. */
    @Test
    void aClockThatIsSetForthOrBackLosesNothing() throws Exception {
        for (Duration jump : List.of(Duration.ofDays(-3), Duration.ofDays(3))) {
            for (int stage = 2; stage < STAGES; stage += 4) {
                TestingDueNight due = TestingDueNight.in(folder.resolve("clock" + jump + stage));
                AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
                Clock clock = new TestingClock(() -> Instant.now().plus(offset.get()));

                int code = due.run(stage, () -> offset.set(jump), clock);

                due.requireNightBefore(code, Set.of(0, 5, 6), "clock moved by " + jump + " at stage " + stage);
                due.requireRerun();
            }
        }
    }

    /** Somebody moves the warehouse to a larger disk, and leaves a link. */
    @Test
    void aWarehouseThatIsSwappedForALinkLosesNothing() throws Exception {
        for (int stage = 1; stage < STAGES; stage += 2) {
            TestingDueNight due = TestingDueNight.in(folder.resolve("swapped-" + stage));
            Path warehouse = due.place().resolve("warehouse");
            Path elsewhere = due.place().resolve("larger-disk");

            int code = due.run(stage, () -> {
                Files.move(warehouse, elsewhere);
                Files.createSymbolicLink(warehouse, elsewhere);
            });

            due.requireNightBefore(code, Set.of(0, 4, 5), "swapped at stage " + stage);
            due.requireRerun();
        }
    }

    /** Cron and somebody who is impatient. */
    @Test
    void ofTwoRunsThatStartTogetherOnePublishesAndTheOtherIsBusy() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                TestingDueNight due = TestingDueNight.in(folder.resolve("together-" + round));
                CountDownLatch start = new CountDownLatch(1);
                List<TestingCli> both = List.of(due.cli(), due.cli());
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
                assertThat(due.people()).containsExactly("C-1", "C-2", "C-3");
                if (round == ROUNDS - 1) {
                    due.requireRerun();
                }
            }
        } finally {
            two.shutdownNow();
        }
    }
}
