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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of its own on the one PostgreSQL that all tests of a process share; it starts when it is first asked for and
 * ends with the process. What is of the server and not of a database (roles, sessions) is shared.
 */
public final class TestingPostgres {
    /** May do everything; no password is asked for. */
    public static final String USER = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String database;

    private TestingPostgres(String database) {
        this.database = database;
    }

    /** A new database, without tables. */
    public static TestingPostgres create() {
        String database = "test" + DATABASES.incrementAndGet();
        // Two at once would each keep the other from copying the template.
        synchronized (DATABASES) {
            new TestingPostgres("postgres").execute("CREATE DATABASE " + database);
        }
        return new TestingPostgres(database);
    }

    /** A new database whose tables lie in a folder, as on a disk of their own. */
    public static TestingPostgres createOn(Path folder) {
        TestingPostgres created = create();
        TestingPostgres server = new TestingPostgres("postgres");
        server.execute("CREATE TABLESPACE on_" + created.database + " LOCATION '" + folder + "'");
        server.execute("ALTER DATABASE " + created.database + " SET TABLESPACE on_" + created.database);
        return created;
    }

    public String database() {
        return database;
    }

    /** With the user's name. */
    public String url() {
        return Server.ONE.getJdbcUrl(USER, database);
    }

    public int port() {
        return Server.ONE.getPort();
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

    /** Started by whoever comes first. */
    private static final class Server {
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
