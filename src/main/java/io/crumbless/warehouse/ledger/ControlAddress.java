package io.crumbless.warehouse.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The address of the control database, and how to connect to it: an H2 file in the control folder or a PostgreSQL
 * database.
 */
final class ControlAddress {
    /** Enough for a handful of engine threads that report their partitions at the same time. */
    private static final int CONNECTIONS = 8;

    /** One to renew the lock, one for publishing. */
    private static final int LOCK_CONNECTIONS = 2;

    /** A third of the time without a response after which a run ends. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(5);

    /**
     * Statements that a session of H2 keeps prepared; recording an access and reading tombstones takes about two dozen.
     */
    private static final int STATEMENTS = 64;

    /** A smaller H2 file is not compacted when it is closed, which would take longer than the rest of most commands. */
    private static final long COMPACTED_FROM_BYTES = 1 << 20;

    /**
     * How long a transaction on an H2 file waits for others of this process. All are short, but on a busy machine H2's own two
     * seconds may pass for a transaction that has several before it; H2 detects deadlocks at once.
     */
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(2);

    private static final String H2_FILE = "crumbless";
    private static final String H2_ENDING = ".mv.db";

    private final ControlSettings settings;

    ControlAddress(ControlSettings settings) {
        quietJooq();
        this.settings = settings;
    }

    /** Whether the database is an H2 file, which only one process can have open at a time. */
    boolean isFile() {
        return settings.url().isEmpty();
    }

    Path file() {
        return settings.folder().resolve(H2_FILE + H2_ENDING);
    }

    ControlPlace place() {
        return settings.url().map(ControlPlace::ofUrl).orElseGet(() -> ControlPlace.ofFile(file()));
    }

    void createFolder() {
        Path folder = settings.folder();
        try {
            FileModes.PRIVATE.createFolders(folder);
        } catch (IOException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot create the control folder " + folder + ": " + Reasons.of(e),
                    e);
        }
    }

    /** @throws Failure busy if another process has the H2 file open; environment if it cannot be opened */
    HikariDataSource connect(Duration patience) {
        try {
            return pool(patience);
        } catch (Connections.NotThisUser e) {
            if (!isFile() || !Files.exists(settings.folder().resolve(H2Account.FILE))) {
                throw e;
            }
            // The process was killed after it created the password and before it used it.
            H2Upgrade.of(file(), patience);
            return pool(patience);
        }
    }

    /** As {@link #connect}, for a file that is known to have the current schema. */
    HikariDataSource pool(Duration patience) {
        return Connections.open(hikari(), place(), patience);
    }

    /**
     * Connections for the lock alone, which do not wait for others and soon notice a database that does not respond.
     */
    HikariDataSource lockPool() {
        HikariConfig config = hikari();
        config.setPoolName("lock");
        config.setMaximumPoolSize(LOCK_CONNECTIONS);
        config.setConnectionTimeout(ANSWER_TIME.toMillis());
        config.setValidationTimeout(ANSWER_TIME.toMillis());
        config.addDataSourceProperty("connectTimeout", ANSWER_TIME.toSeconds());
        config.addDataSourceProperty("socketTimeout", ANSWER_TIME.toSeconds());
        return Connections.open(config, place(), Duration.ZERO);
    }

    /** Keeps the H2 file open while it is used. The next night compacts it, since looks do not wait for that. */
    SharedHold sharedHold(Duration patience) {
        String url = h2UrlWithoutCompacting();
        H2Account account = H2Account.in(settings.folder());
        WaitMarker marker = new WaitMarker(settings.folder());
        DataSource brief = new BriefConnections(url, account, patience, marker);
        DataSource impatient = new BriefConnections(url, account, Duration.ZERO, marker);
        return new SharedHold(
                brief, impatient, () -> JdbcConnectionPool.create(account.database(url)), marker::isFresh);
    }

    /** Connections to an H2 file that is open only while it is in use. */
    HeldConnections heldConnections(SharedHold hold, Duration patience) {
        return new HeldConnections(
                h2UrlWithoutCompacting(),
                H2Account.in(settings.folder()),
                patience,
                new WaitMarker(settings.folder()),
                hold);
    }

    private String h2UrlWithoutCompacting() {
        return h2Url(settings.folder().resolve(H2_FILE), ";MAX_COMPACT_TIME=0");
    }

    DSLContext dsl(DataSource connections) {
        return DSL.using(
                connections,
                isFile() ? SQLDialect.H2 : SQLDialect.POSTGRES,
                new Settings()
                        .withRenderQuotedNames(RenderQuotedNames.NEVER)
                        .withRenderNameCase(RenderNameCase.AS_IS)
                        .withRenderSchema(false));
    }

    private HikariConfig hikari() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("control");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setJdbcUrl(settings.url().orElseGet(() -> h2Url(settings.folder().resolve(H2_FILE))));
        if (isFile()) {
            H2Account account = H2Account.in(settings.folder());
            config.setUsername(account.user());
            config.setPassword(account.password());
        }
        settings.user().ifPresent(config::setUsername);
        settings.passwordFile().map(ControlAddress::firstLine).ifPresent(config::setPassword);
        if (!isFile()) {
            // A connection pooler may switch sessions, and a statement prepared in one session is unknown in the next.
            config.addDataSourceProperty("prepareThreshold", "0");
        }
        return config;
    }

    /**
     * Through {@link SteadyFiles}, which an interrupt does not close. The database is not closed at exit, because that
     * would race with the writes of a run that was asked to stop. There is no trace file, because it would contain
     * statements and values.
     *
     * @param file without the suffix that H2 appends
     */
    static String h2Url(Path file) {
        return h2Url(file, isLarge(file) ? "" : ";MAX_COMPACT_TIME=0");
    }

    private static String h2Url(Path file, String compact) {
        String name = file.toAbsolutePath().toString().replace(";", "\\;");
        SteadyFiles.register();
        return "jdbc:h2:" + SteadyFiles.SCHEME + ":" + name
                + ";FILE_LOCK=FS;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;QUERY_CACHE_SIZE="
                + STATEMENTS + ";LOCK_TIMEOUT=" + LOCK_TIMEOUT.toMillis() + compact;
    }

    private static boolean isLarge(Path file) {
        try {
            return Files.size(file.resolveSibling(file.getFileName() + H2_ENDING)) >= COMPACTED_FROM_BYTES;
        } catch (IOException e) {
            // The file does not exist yet.
            return false;
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new Failure(
                    Failure.ErrorCategory.SETTINGS,
                    "Cannot read " + file + ": " + Reasons.of(e)
                            + "; it must hold the password of the control database",
                    e);
        }
    }

    /** @see ControlDatabase#loadLibraries */
    static void loadLibraries() {
        quietJooq();
        DSL.using(SQLDialect.H2).selectOne().getSQL();
    }

    private static void quietJooq() {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }
}
