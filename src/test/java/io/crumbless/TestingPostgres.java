package io.crumbless;

import io.crumbless.warehouse.ledger.ControlSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A separate database on the PostgreSQL server that all tests of a process share. The server is started on first use
 * and ends with the process. Objects of the server (roles, sessions) are shared.
 */
public final class TestingPostgres implements AutoCloseable {
    /** May do everything; no password is asked for. */
    public static final String USER = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedPostgres server;
    private final String database;

    private TestingPostgres(EmbeddedPostgres server, String database) {
        this.server = server;
        this.database = database;
    }

    /** A new database, without tables. */
    public static TestingPostgres create() {
        return create("test", "template1");
    }

    private static TestingPostgres create(String prefix, String template) {
        String database = prefix + DATABASES.incrementAndGet();
        // Two at once would each keep the other from copying the template.
        synchronized (DATABASES) {
            new TestingPostgres(Server.ONE, "postgres").execute(copy(database, template));
        }
        return new TestingPostgres(Server.ONE, database);
    }

    private static String copy(String database, String template) {
        return "CREATE DATABASE " + database + " TEMPLATE " + template;
    }

    /**
     * A new database on a separate server, whose tables are in the given folder, as on a separate disk. A server with a
     * full or lost disk is unusable afterwards, so it must be closed.
     */
    public static TestingPostgres createOn(Path folder) {
        EmbeddedPostgres own = startServer();
        TestingPostgres created = new TestingPostgres(own, "small");
        TestingPostgres server = new TestingPostgres(own, "postgres");
        server.execute("CREATE TABLESPACE small_disk LOCATION '" + folder + "'");
        server.execute("CREATE DATABASE small TABLESPACE small_disk");
        return created;
    }

    /** A new database with the same contents, as a backup has them. Nobody may be connected to this one. */
    public TestingPostgres backup() {
        return create("backup", database);
    }

    /** Replaces the contents by those of a backup. */
    public void restore(TestingPostgres backup) {
        synchronized (DATABASES) {
            new TestingPostgres(server, "postgres").execute("DROP DATABASE " + database + " WITH (FORCE)");
            new TestingPostgres(server, "postgres").execute(copy(database, backup.database));
        }
    }

    /** Ends a server that was started for this database alone. */
    @Override
    public void close() {
        if (server != Server.ONE) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public String database() {
        return database;
    }

    /** With the user's name. */
    public String url() {
        return server.getJdbcUrl(USER, database);
    }

    public int port() {
        return server.getPort();
    }

    /** A control database there. */
    public ControlSettings control(Path folder, Optional<Path> passwordFile) {
        return new ControlSettings(folder, Optional.of(url()), Optional.of(USER), passwordFile);
    }

    public void execute(String statements) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement sql = connection.createStatement()) {
            sql.execute(statements);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A separate server, which must be closed. */
    public static EmbeddedPostgres startServer() {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(TestingPort.free())
                    .setPGStartupWait(Duration.ofMinutes(10))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started by whoever comes first. */
    private static final class Server {
        static final EmbeddedPostgres ONE = startServer();
    }
}
