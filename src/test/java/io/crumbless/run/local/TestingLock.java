package io.crumbless.run.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Locks of a control database on PostgreSQL, and how they are lost. */
public final class TestingLock {
    private TestingLock() {}

    /** Lets a job's control database be there. */
    public static TestingJob on(EmbeddedPostgres postgres, TestingJob job, Path folder) {
        return on(postgres, "postgres", job, folder);
    }

    /** As {@link #on(EmbeddedPostgres, TestingJob, Path)}, in the database of that name. */
    public static TestingJob on(EmbeddedPostgres postgres, String database, TestingJob job, Path folder) {
        try {
            Path file = folder.resolve("job.yaml");
            Files.writeString(
                    file,
                    Files.readString(file) + "control: { folder: control, url: '"
                            + postgres.getJdbcUrl("postgres", database) + "' }\n");
            return job;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As when this process had paused for longer than its lease, and another run took the lock, and ended. */
    public static void letGo(EmbeddedPostgres postgres) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("UPDATE warehouse_lock SET fence = fence + 1, holder = NULL");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
