package io.crumbless.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Promise: {@link LedgerContract} on a real PostgreSQL. */
class LedgerOnPostgresTest extends LedgerContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    private String database = "";

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Override
    ControlSettings settings(Path folder) {
        if (database.isEmpty()) {
            database = "control" + DATABASES.incrementAndGet();
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement sql = connection.createStatement()) {
                sql.execute("CREATE DATABASE " + database);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
        return new ControlSettings(
                folder,
                Optional.of(postgres.getJdbcUrl("postgres", database)),
                Optional.of("postgres"),
                password(folder));
    }

    private static Optional<Path> password(Path folder) {
        try {
            return Optional.of(Files.writeString(folder.resolve("password"), "postgres\n"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    String dropTrigger() {
        return "DROP TRIGGER access_log_append_only ON access_log";
    }

    @Test
    void saysThatTheDatabaseIsNotThere() {
        ControlSettings wrong = new ControlSettings(
                folder,
                Optional.of(postgres.getJdbcUrl("postgres", "missing") + "&password=secret"),
                Optional.of("postgres"),
                Optional.empty());

        assertThatThrownBy(() -> ControlDatabase.open(wrong))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot open the control database jdbc:postgresql:")
                .hasMessageContaining("\"missing\" does not exist")
                .hasMessageNotContaining("secret")
                .satisfies(e -> assertThat(((Failure) e).actor()).isEqualTo(Actor.ENVIRONMENT));
    }

    @Test
    void holdsAWarehouseOnAnotherFileSystem() {
        try (ControlDatabase first = ControlDatabase.open(settings(folder));
                ControlDatabase second = ControlDatabase.open(settings(folder));
                WarehouseLock lock = first.lock("hdfs://namenode/warehouse")) {
            assertThatThrownBy(() -> second.lock("hdfs://namenode/warehouse"))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("Cannot run on warehouse hdfs://namenode/warehouse");
            second.lock("hdfs://namenode/another").close();
        }
    }
}
