package io.crumbless.cli.command;

import io.crumbless.TestingPostgres;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.local.TestingLock;
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
