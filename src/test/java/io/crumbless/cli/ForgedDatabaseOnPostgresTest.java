package io.crumbless.cli;

import io.crumbless.TestingPostgres;
import io.crumbless.run.local.TestingJob;
import io.crumbless.run.local.TestingLock;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** {@link ForgedDatabaseContract} on a real PostgreSQL, a database for each shop. */
@Tag("night")
@Tag("database")
class ForgedDatabaseOnPostgresTest extends ForgedDatabaseContract {
    @Override
    TestingJob shop(Path folder) {
        return TestingLock.on(TestingPostgres.create(), TestingJobs.declaring(folder), folder);
    }
}
