package io.crumbless.run.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Locks of a control database on PostgreSQL, and how they are lost. */
public final class TestingLock {
    private TestingLock() {}

    /** Lets a job's control database be there. */
    public static TestingJob on(EmbeddedPostgres postgres, TestingJob job, Path folder) {
        try {
            Path file = folder.resolve("job.yaml");
            Files.writeString(
                    file,
                    Files.readString(file) + "control: { folder: control, url: '"
                            + postgres.getJdbcUrl("postgres", "postgres") + "' }\n");
            return job;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As when the server is started again: the pool connects anew, the lock does not. */
    public static void letGo(EmbeddedPostgres postgres) {
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
