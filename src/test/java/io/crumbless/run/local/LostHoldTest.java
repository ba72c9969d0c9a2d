package io.crumbless.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.run.RunReport;
import io.crumbless.snapshot.Warehouse;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a night that lost its hold on the warehouse, so that another may have it, publishes nothing. */
class LostHoldTest {
    @TempDir
    private Path folder;

    @Test
    void aNightWhoseHoldPostgresLetGoPublishesNothing() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            TestingJob job = new TestingJob(folder)
                    .declared(
                            TestingJob.NIGHT,
                            TestingJob.declares(
                                    "d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
            Path file = folder.resolve("job.yaml");
            Files.writeString(
                    file,
                    Files.readString(file) + "control: { folder: control, url: '"
                            + postgres.getJdbcUrl("postgres", "postgres") + "' }\n");
            Warehouse warehouse = new Warehouse(job.file().warehouse());

            assertThatThrownBy(() -> job.run(TestingJob.NIGHT, new AtPublishing(() -> letGo(postgres))))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("the connection to the control database that held it is lost")
                    .satisfies(e -> assertThat(((Failure) e).actor()).isEqualTo(Actor.BUSY));
            assertThat(warehouse.current()).isEmpty();
            assertThat(warehouse.snapshots()).isEmpty();

            assertThat(job.run().outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        }
    }

    /** As when the server is started again: the pool connects anew, the hold does not. */
    private static void letGo(EmbeddedPostgres postgres) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
            boolean held = true;
            while (held) {
                try (ResultSet locks = sql.executeQuery("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")) {
                    held = locks.next();
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
