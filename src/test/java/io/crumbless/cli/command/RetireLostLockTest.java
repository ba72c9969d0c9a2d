package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingClock;
import io.crumbless.TestingPostgres;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.local.TestingLock;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: who lost the lock on the warehouse, so that a night may be reading, destroys no legacy file. */
@Tag("database")
@Tag("night")
class RetireLostLockTest {
    @TempDir
    Path folder;

    @Test
    void destroysNothing() throws IOException {
        TestingPostgres postgres = TestingPostgres.create();
        TestingJob job = TestingLock.on(postgres, new TestingJob(folder), folder);
        job.write("legacy/old.csv", "customer,x\nC-1,1\n");
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("  links:\n", """
                                - name: old
                                  path: legacy/old.csv
                                  shape: wide
                                  columns: { subject-id: customer }
                              links:
                            """));
        job.run(NIGHT);
        // The command's last action before it destroys anything is to record the time of the access.
        TestingCli cli = new TestingCli(folder, lettingGo(postgres));

        int exit = cli.run("retire", "--yes-destroy", "old", "--job", "job.yaml");

        assertThat(exit).as(cli.err()).isEqualTo(6);
        // The renewing thread may find it out before the deed does.
        assertThat(cli.err())
                .containsPattern("Cannot (destroy legacy files|go on) in warehouse ")
                .contains("another run has taken it");
        assertThat(folder.resolve("legacy/old.csv")).exists();
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.retirements().unfinished("test")).isEmpty();
        }
        assertThat(Files.exists(folder.resolve("control/retirements"))).isFalse();

        assertThat(new TestingCli(folder).run("retire", "--yes-destroy", "old", "--job", "job.yaml"))
                .isZero();
        assertThat(folder.resolve("legacy/old.csv")).doesNotExist();
    }

    /** A clock whose every look costs the lock. */
    private static Clock lettingGo(TestingPostgres postgres) {
        return new TestingClock(() -> {
            TestingLock.letGo(postgres);
            return Instant.now();
        });
    }
}
