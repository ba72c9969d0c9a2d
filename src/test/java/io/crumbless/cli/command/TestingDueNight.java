package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.DuckDb;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * A job with a published night, whose {@link TestingJob#NIGHT} is due and meets a fault. Whatever happens, readers see
 * one of the two nights, and the same command completes the second.
 */
final class TestingDueNight {
    /** Number of stages of a night of this job: link, strip, admit, merge, write, close, audit, publish. */
    static final int STAGES = 8;

    /** Exit codes of a night that was published anyway, or failed because of the environment. */
    static final Set<Integer> ENVIRONMENT = Set.of(0, 5);

    private final Path place;
    private final TestingJob job;
    private TestingCli last;

    private TestingDueNight(Path place, TestingJob job) {
        this.place = place;
        this.job = job;
        this.last = cli();
    }

    static TestingDueNight in(Path place) throws IOException {
        return in(place, "");
    }

    /** @param more lines of the job file */
    static TestingDueNight in(Path place, String more) throws IOException {
        TestingJob job = TestingJobs.declaring(Files.createDirectories(place));
        Path file = place.resolve("job.yaml");
        Files.writeString(file, Files.readString(file) + more);
        job.run(NIGHT.minusDays(1));
        return new TestingDueNight(place, job);
    }

    Path place() {
        return place;
    }

    /** The last command's messages for people. */
    String said() {
        return last.err();
    }

    /** The program without faults. */
    TestingCli cli() {
        return new TestingFault(-1, () -> {}).in(place, Clock.systemUTC());
    }

    /**
     * Runs the night.
     *
     * @param stage stage at whose beginning the fault occurs, from 0
     * @return the exit code
     */
    int run(int stage, TestingFault.Strike strike) {
        return run(stage, strike, Clock.systemUTC());
    }

    int run(int stage, TestingFault.Strike strike, Clock clock) {
        last = new TestingFault(stage, strike).in(place, clock);
        return last.run("run", "job.yaml", "--date", NIGHT.toString());
    }

    /**
     * Checks that readers see the previous night or this one, that the exit code is one of those, and that the message
     * is readable.
     */
    void requireNightBefore(int code, Set<Integer> fitting, String when) {
        assertThat(code).as(when + ": " + said()).isIn(fitting);
        if (code != 0) {
            assertThat(said())
                    .as(when)
                    .contains("crumbless: ")
                    .containsPattern("Cannot|Stopped|Lost")
                    .doesNotContain("defect", "Exception:", "\tat ");
        }
        assertThat(people()).as(when).isIn(List.of("C-1", "C-3"), List.of("C-1", "C-2", "C-3"));
    }

    void requireRerun() {
        last = cli();
        assertThat(last.run("run", "job.yaml", "--date", NIGHT.toString()))
                .as(last::err)
                .isZero();
        assertThat(people()).containsExactly("C-1", "C-2", "C-3");
        assertThat(last.run("audit", "--job", "job.yaml")).as(last::out).isZero();
    }

    /**
     * Releases a lock that the night could not release; otherwise it would end with its process, which is that of the
     * test, or with its lease.
     */
    void endTheProcess() throws SQLException {
        try (ControlDatabase control = ControlDatabase.open(job.file().control());
                Connection connection = control.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE warehouse_lock SET leased_until = CURRENT_TIMESTAMP - INTERVAL '1' DAY");
        }
    }

    /** The people with a profile in the current snapshot, read with another engine. */
    List<String> people() {
        try (DuckDb duckDb = new DuckDb()) {
            return duckDb
                    .query("SELECT subject_id FROM read_parquet('" + place.resolve("warehouse/current/profiles")
                            + "/*.parquet') ORDER BY 1")
                    .stream()
                    .map(row -> String.valueOf(row.values().get(0)))
                    .toList();
        }
    }
}
