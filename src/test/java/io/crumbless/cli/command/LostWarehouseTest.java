package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.local.TestingJob;
import io.crumbless.process.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a warehouse whose disk is not mounted is not mistaken for a new one without withdrawals. */
@Tag("night")
class LostWarehouseTest {
    @TempDir
    private Path folder;

    @Test
    void anEmptyFolderInItsPlaceIsRefusedUntilItIsAdopted() throws Exception {
        TestingJob job = new TestingJob(folder)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));
        String published = job.run().runId();
        Location warehouse = Location.of(job.warehouse());
        Storage.of(warehouse).deleteRecursively(warehouse);
        Files.createDirectories(job.warehouse());

        assertThatThrownBy(() -> job.run(NIGHT.plusDays(1)))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.ENVIRONMENT))
                .hasMessageContaining(
                        "snapshot " + published + " was published there, and it holds none; mount its disk");

        TestingCli cli = new TestingCli(folder);
        String file = job.file().file().toString();
        assertThat(cli.run("status", file)).isZero();
        assertThat(cli.out())
                .contains("nothing is there, though business date 2026-11-22 was published: warehouse "
                        + job.warehouse() + " is lost, moved or not mounted");
        assertThat(cli.run("status", file, "--json", "--check")).isEqualTo(1);
        assertThat(cli.json().get("lost_business_date").asString()).isEqualTo("2026-11-22");
        assertThat(cli.run("erasure-key", "--adopt", "--job", file))
                .as(cli.err())
                .isZero();
        assertThat(job.run(NIGHT.plusDays(1)).profiles()).isEqualTo(1);
    }
}
