package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingPostgres;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.local.TestingLock;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: status reports whether a night is running according to the lock, also for a night on another machine, and
 * for one that died there.
 */
@Tag("night")
@Tag("database")
class StatusOnPostgresTest {
    @TempDir
    private Path folder;

    private TestingJob job;
    private TestingCli cli;

    private void sql(String statement) throws Exception {
        try (ControlDatabase control = ControlDatabase.open(job.file().control());
                Connection connection = control.dataSource().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private String status() {
        assertThat(cli.run("status", "job.yaml")).as(cli.err()).isZero();
        return cli.out();
    }

    @Test
    void theLockSaysWhetherANightGoesOn() throws Exception {
        job = TestingLock.on(TestingPostgres.create(), new TestingJob(folder), folder);
        cli = new TestingCli(folder);
        job.run(NIGHT);
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            control.runs().start("test", NIGHT.plusDays(1), Instant.now());
        }
        assertThat(status()).contains("abandoned: business date " + NIGHT.plusDays(1));

        sql(
                "UPDATE warehouse_lock SET holder = 'a', host = 'elsewhere', system_id = 'b', pid = 7, process_started = '1',"
                        + " leased_until = now() + INTERVAL '60' SECOND");
        assertThat(status()).contains("in progress: the warehouse is held by process 7 on elsewhere");
        assertThat(cli.run("history", "job.yaml")).isZero();
        assertThat(cli.out()).contains("running").doesNotContain("abandoned");

        sql("UPDATE warehouse_lock SET leased_until = now() - INTERVAL '1' SECOND");
        assertThat(status()).contains("abandoned: business date " + NIGHT.plusDays(1));
        assertThat(cli.run("history", "job.yaml")).isZero();
        assertThat(cli.out()).contains("abandoned").doesNotContain("running");
    }
}
