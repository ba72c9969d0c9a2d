package io.crumbless.schedule;

import io.crumbless.ledger.ControlSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Promise: {@link NightSchedulerContract} on a real PostgreSQL. */
@Tag("database")
class NightSchedulerOnPostgresTest extends NightSchedulerContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Override
    ControlSettings settings(Path control) {
        String database = "schedule" + DATABASES.incrementAndGet();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE DATABASE " + database);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new ControlSettings(
                control,
                Optional.of(postgres.getJdbcUrl("postgres", database)),
                Optional.of("postgres"),
                Optional.empty());
    }
}
