package io.crumbless.cli;

import io.crumbless.run.local.TestingJob;
import io.crumbless.run.local.TestingLock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** {@link ForgedDatabaseContract} on a real PostgreSQL, a database for each shop. */
@Tag("night")
@Tag("database")
class ForgedDatabaseOnPostgresTest extends ForgedDatabaseContract {
    private static EmbeddedPostgres postgres;
    private static int databases;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Override
    TestingJob shop(Path folder) {
        String name = "control" + ++databases;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return TestingLock.on(postgres, name, TestingJobs.declaring(folder), folder);
    }
}
