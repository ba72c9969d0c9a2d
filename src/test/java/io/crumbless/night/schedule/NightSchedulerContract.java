package io.crumbless.night.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.crumbless.TestingClock;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: every run is executed once and in order, even after a long interruption, and failures do not block other
 * jobs.
 */
abstract class NightSchedulerContract {
    static final String AT_HALF_PAST_TWO = "schedule: { cron: '0 30 2 * * *', zone: Europe/Berlin }";

    @TempDir
    Path folder;

    private final SettableClock now = new SettableClock();
    private final Clock clock = new TestingClock(now::now);
    private final List<String> nights = new ArrayList<>();
    private final Map<String, Failure> failing = new HashMap<>();
    private final Set<String> lacking = new HashSet<>();
    ControlDatabase database;
    private ManualScheduler manual;

    @BeforeEach
    void openDatabase() {
        database = ControlDatabase.openBetweenRuns(settings(folder.resolve("control")));
        now.set(Instant.parse("2026-11-20T12:00:00Z"));
    }

    abstract ControlSettings settings(Path control);

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void runsANightWhenItsTimeHasCome() throws IOException {
        startWith(job("nightly", AT_HALF_PAST_TWO));

        passUntil("2026-11-21T01:29:50Z");
        assertThat(nights).isEmpty();
        passUntil("2026-11-21T01:30:00Z");
        assertThat(nights).containsExactly("nightly 2026-11-20");
        passUntil("2026-11-21T12:00:00Z");
        assertThat(nights).containsExactly("nightly 2026-11-20");
    }

    @Test
    void catchesUpMissedNightsInOrder() throws IOException {
        JobFile job = job("nightly", AT_HALF_PAST_TWO);
        startWith(job);
        passUntil("2026-11-21T02:00:00Z");

        now.set(Instant.parse("2026-11-24T12:00:00Z"));
        startWith(job);
        runWhatIsDue();

        assertThat(nights)
                .containsExactly(
                        "nightly 2026-11-20", "nightly 2026-11-21", "nightly 2026-11-22", "nightly 2026-11-23");
    }

    @Test
    void runsTheNightsOfTwoJobsByTheirTimes() throws IOException {
        startWith(
                job("late", "schedule: { cron: '0 0 5 * * *', zone: UTC }"),
                job("early", "schedule: { cron: '0 0 3 * * *', zone: UTC }"));

        now.set(Instant.parse("2026-11-22T12:00:00Z"));
        runWhatIsDue();

        assertThat(nights)
                .containsExactlyInAnyOrder(
                        "early 2026-11-20", "late 2026-11-20", "early 2026-11-21", "late 2026-11-21");
        assertThat(nights.indexOf("early 2026-11-20")).isLessThan(nights.indexOf("early 2026-11-21"));
        assertThat(nights.indexOf("late 2026-11-20")).isLessThan(nights.indexOf("late 2026-11-21"));
    }

    @Test
    void triesANightAgainUntilItsSurroundingsAreBack() throws IOException {
        failing.put("nightly 2026-11-20", new Failure(ErrorCategory.ENVIRONMENT, "Cannot write: disk full"));
        startWith(job("nightly", AT_HALF_PAST_TWO));

        passUntil("2026-11-21T01:30:00Z");
        passUntil("2026-11-21T01:35:00Z");
        failing.clear();
        passUntil("2026-11-21T01:40:00Z");
        passUntil("2026-11-22T01:30:00Z");

        assertThat(nights)
                .containsExactly(
                        "nightly 2026-11-20 failed",
                        "nightly 2026-11-20 failed",
                        "nightly 2026-11-20",
                        "nightly 2026-11-21");
    }

    @Test
    void leavesANightThatPeopleMustMendToThem() throws IOException {
        failing.put("nightly 2026-11-20", new Failure(ErrorCategory.INPUT, "Cannot publish: the books do not close"));
        startWith(job("nightly", AT_HALF_PAST_TWO));

        passUntil("2026-11-21T01:30:00Z");
        passUntil("2026-11-21T12:00:00Z");
        passUntil("2026-11-22T01:30:00Z");

        assertThat(nights).containsExactly("nightly 2026-11-20 failed", "nightly 2026-11-21");
    }

    /** Other jobs continue meanwhile; a job whose deliveries stay late is executed nevertheless, and then refused. */
    @Test
    void waitsForDeliveriesUntilTheirTimeIsOver() throws IOException {
        String waiting = AT_HALF_PAST_TWO + "\nwait-for: { files: ['in/{date}.done'], every: PT10M, at-most: PT1H }";
        lacking.add("nightly 2026-11-20");
        startWith(job("nightly", waiting), job("other", "schedule: { cron: '0 35 2 * * *', zone: Europe/Berlin }"));

        passUntil("2026-11-21T01:30:00Z");
        passUntil("2026-11-21T01:35:00Z");
        assertThat(nights).containsExactly("other 2026-11-20");
        lacking.clear();
        passUntil("2026-11-21T01:40:00Z");
        assertThat(nights).containsExactly("other 2026-11-20", "nightly 2026-11-20");

        nights.clear();
        lacking.add("nightly 2026-11-21");
        passThrough("2026-11-22T01:30:00Z", "2026-11-22T02:30:00Z");
        assertThat(nights).containsExactly("other 2026-11-21");
        passUntil("2026-11-22T02:30:00Z");
        assertThat(nights).containsExactly("other 2026-11-21", "nightly 2026-11-21");
    }

    @Test
    void followsAChangedSchedule() throws IOException {
        startWith(job("nightly", AT_HALF_PAST_TWO));

        startWith(job("nightly", "schedule: { cron: '0 0 22 * * *', zone: UTC, business-date: today }"));
        passUntil("2026-11-20T22:00:00Z");
        passUntil("2026-11-21T12:00:00Z");

        assertThat(nights).containsExactly("nightly 2026-11-20");
    }

    @Test
    void runsTheNightOnceOnTheDaysThatChangeTheClock() throws IOException {
        now.set(Instant.parse("2026-03-28T12:00:00Z"));
        startWith(job("nightly", AT_HALF_PAST_TWO));
        passThrough("2026-03-28T23:00:00Z", "2026-03-29T05:00:00Z");
        assertThat(nights).containsExactly("nightly 2026-03-28");

        nights.clear();
        now.set(Instant.parse("2026-10-24T12:00:00Z"));
        startWith(job("another", AT_HALF_PAST_TWO));
        passThrough("2026-10-24T23:00:00Z", "2026-10-25T05:00:00Z");
        assertThat(nights).containsExactly("another 2026-10-24");
    }

    /** The business date does not change if midnight passes before the run starts. */
    @Test
    void aNightThatIsTakenOverKeepsItsBusinessDate() throws Exception {
        startWith(job("nightly", "schedule: { cron: '0 55 23 * * *', zone: UTC, business-date: today }"));
        now.set(Instant.parse("2026-11-20T23:55:10Z"));
        isRunElsewhere("nightly", Instant.parse("2026-11-20T23:58:30Z"));

        now.set(Instant.parse("2026-11-21T00:01:00Z"));
        manual.runDeadExecutionDetection();
        runWhatIsDue();
        passUntil("2026-11-21T23:55:00Z");

        assertThat(nights).containsExactly("nightly 2026-11-20", "nightly 2026-11-21");
    }

    /** A scheduler of other jobs sees the runs of this one but ignores them. */
    @Test
    void keepsThePlanOfAJobThatAnotherSchedulerServes() throws IOException {
        JobFile elsewhere = job("elsewhere", AT_HALF_PAST_TWO);
        startWith(elsewhere);
        startWith(job("nightly", AT_HALF_PAST_TWO));
        passUntil("2026-11-21T01:30:00Z");
        now.set(Instant.parse("2026-12-31T12:00:00Z"));
        manual.runDeadExecutionDetection();

        startWith(elsewhere);
        now.set(Instant.parse("2026-11-21T01:40:00Z"));
        runWhatIsDue();

        assertThat(nights).containsExactly("nightly 2026-11-20", "elsewhere 2026-11-20");
    }

    private void isRunElsewhere(String job, Instant lastHeartbeat) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement picked = connection.prepareStatement("UPDATE scheduled_tasks SET picked = TRUE,"
                        + " picked_by = 'other', version = version + 1, last_heartbeat = ? WHERE task_name = ?")) {
            picked.setObject(1, lastHeartbeat.atOffset(ZoneOffset.UTC));
            picked.setString(2, "night-" + job);
            assertThat(picked.executeUpdate()).isOne();
        }
    }

    private void passThrough(String from, String to) {
        for (Instant at = Instant.parse(from); at.isBefore(Instant.parse(to)); at = at.plus(Duration.ofMinutes(30))) {
            passUntil(at.toString());
        }
    }

    private void passUntil(String instant) {
        now.set(Instant.parse(instant));
        runWhatIsDue();
    }

    /** A run schedules the next one, which may also be due. */
    private void runWhatIsDue() {
        int before;
        do {
            before = nights.size();
            manual.runAnyDueExecutions();
        } while (nights.size() > before);
    }

    void startWith(JobFile... jobs) {
        NightScheduler scheduler = new NightScheduler(List.of(jobs), new Nights(), clock, tasks -> {
            manual = NightScheduler.configured(
                            TestHelper.createManualScheduler(database.dataSource(), tasks)
                                    .clock(now),
                            clock)
                    .build();
            return manual;
        });
        scheduler.start();
    }

    private final class Nights implements NightScheduler.NightRunner {
        @Override
        public void run(JobFile job, LocalDate businessDate) {
            night(job, businessDate);
        }

        @Override
        public boolean isComplete(JobFile job, LocalDate businessDate, Instant deadline) {
            assertThat(deadline).isAfter(now.now());
            return !lacking.contains(job.name() + " " + businessDate);
        }
    }

    private void night(JobFile job, LocalDate businessDate) {
        String night = job.name() + " " + businessDate;
        Failure failure = failing.get(night);
        nights.add(failure == null ? night : night + " failed");
        if (failure != null) {
            throw failure;
        }
    }

    JobFile job(String name, String schedule) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, "job: " + name + "\npolicy: policy\nwarehouse: warehouse\n" + schedule + "\n");
        return JobFile.read(file);
    }
}
