package io.crumbless.night.local;

import io.crumbless.TestingPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Locks of a control database on PostgreSQL, and how they are lost. */
public final class TestingLock {
    private TestingLock() {}

    /** Lets a job's control database be there. */
    public static TestingJob on(TestingPostgres postgres, TestingJob job, Path folder) {
        try {
            Path file = folder.resolve("job.yaml");
            Files.writeString(
                    file, Files.readString(file) + "control: { folder: control, url: '" + postgres.url() + "' }\n");
            return job;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As when this process had paused for longer than its lease, and another run took the lock, and ended. */
    public static void letGo(TestingPostgres postgres) {
        postgres.execute("UPDATE warehouse_lock SET fence = fence + 1, holder = NULL");
    }
}
