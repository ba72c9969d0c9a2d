package io.crumbless.warehouse.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control database: the job repository, the schedule and the ledger. An H2 file that one process holds at a time,
 * or a PostgreSQL database.
 *
 * <p>A commit is on disk when it returns. The lock on the H2 file is the operating system's, so it ends with the process
 * that holds it, however that ends.
 */
public final class ControlDatabase implements AutoCloseable {
    /**
     * How long to wait for another process to close the file: a query of the history takes less, a run takes longer.
     */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(3);

    /** Enough for a handful of engine threads that report their partitions at the same time. */
    private static final int CONNECTIONS = 8;

    /** One that renews, one for who publishes. */
    private static final int LOCK_CONNECTIONS = 2;

    /** A third of the silence after which a run ends. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(5);

    /** What the access log says where looks of the journal are missing from it. */
    private static final String JOURNAL_DAMAGED = "journal damaged";

    /** Parsed statements that a session of H2 keeps; to record a look and to ask who was erased takes two dozen. */
    private static final int STATEMENTS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(ControlDatabase.class);
    private static final String H2_FILE = "crumbless";
    private static final String H2_ENDING = ".mv.db";

    /** A smaller H2 file is closed as it is: to compact it takes longer than the rest of most commands at the database. */
    private static final long COMPACTED_FROM_BYTES = 1 << 20;

    private final ControlSettings settings;
    private final DataSource connections;
    private final Runnable closing;
    private final @Nullable SharedHold hold;
    private final DSLContext sql;
    private final Signing signing;
    private final AccessLog accessLog;
    private final AccessJournal journal;

    private ControlDatabase(ControlSettings settings, DataSource connections, Runnable closing) {
        this(settings, connections, closing, null);
    }

    private ControlDatabase(
            ControlSettings settings, DataSource connections, Runnable closing, @Nullable SharedHold hold) {
        this.hold = hold;
        this.settings = settings;
        this.connections = connections;
        this.closing = closing;
        this.sql = dsl(connections, settings);
        this.signing = new Signing(sql, settings.folder());
        this.accessLog = new AccessLog(sql, signing);
        this.journal = new AccessJournal(settings.folder());
    }

    private static DSLContext dsl(DataSource connections, ControlSettings settings) {
        return DSL.using(
                connections,
                settings.url().isPresent() ? SQLDialect.POSTGRES : SQLDialect.H2,
                new Settings()
                        .withRenderQuotedNames(RenderQuotedNames.NEVER)
                        .withRenderNameCase(RenderNameCase.AS_IS)
                        .withRenderSchema(false));
    }

    /**
     * Opens the database, and creates it or brings it up to date where needed.
     *
     * @throws Failure busy if another process keeps hold of the H2 file; environment if it cannot be opened
     */
    public static ControlDatabase open(ControlSettings settings) {
        return open(settings, DEFAULT_PATIENCE);
    }

    /** As {@link #open(ControlSettings)}, waiting this long for another process to close the file. */
    public static ControlDatabase open(ControlSettings settings, Duration patience) {
        quietJooq();
        if (settings.url().isEmpty()) {
            H2Seed.require();
        }
        createFolder(settings.folder());
        if (!exists(settings)) {
            H2Upgrade.of(file(settings), patience);
        }
        HikariDataSource pool = connect(settings, patience);
        try {
            if (settings.url().isPresent()) {
                Schema.bringUpToDate(pool, place(settings));
            } else if (!Schema.isUpToDate(pool, place(settings))) {
                pool.close();
                H2Upgrade.of(file(settings), patience);
                pool = Connections.open(hikari(settings), place(settings), patience);
            }
            ControlDatabase opened = new ControlDatabase(settings, pool, pool::close);
            opened.takeOverJournal();
            return opened;
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Loads what a database is asked through, which takes as long as opening one; for a thread that has nothing else to do. */
    public static void loadLibraries() {
        quietJooq();
        DSL.using(SQLDialect.H2).selectOne().getSQL();
    }

    private static HikariDataSource connect(ControlSettings settings, Duration patience) {
        try {
            return Connections.open(hikari(settings), place(settings), patience);
        } catch (Connections.NotThisUser e) {
            if (settings.url().isPresent() || !Files.exists(settings.folder().resolve(H2Account.FILE))) {
                throw e;
            }
            // A kill came between the making of the password and its use.
            H2Upgrade.of(file(settings), patience);
            return Connections.open(hikari(settings), place(settings), patience);
        }
    }

    private static Path file(ControlSettings settings) {
        return settings.folder().resolve(H2_FILE + H2_ENDING);
    }

    /**
     * As {@link #open(ControlSettings)}, for a process that waits for hours: an H2 file is closed whenever no
     * connection is in use, so that other commands can open it in between.
     */
    public static ControlDatabase openBetweenRuns(ControlSettings settings) {
        if (settings.url().isPresent()) {
            return open(settings);
        }
        open(settings).close();
        // It is closed every other second. The next night compacts it.
        String url = h2Url(settings.folder().resolve(H2_FILE), ";MAX_COMPACT_TIME=0");
        H2Account account = H2Account.in(settings.folder());
        DataSource brief = new BriefConnections(url, account, DEFAULT_PATIENCE);
        DataSource impatient = new BriefConnections(url, account, Duration.ZERO);
        SharedHold hold = new SharedHold(brief, impatient, () -> JdbcConnectionPool.create(account.database(url)));
        return new ControlDatabase(settings, new HeldConnections(url, account, DEFAULT_PATIENCE, hold), () -> {}, hold);
    }

    /**
     * Does something that asks the database several times. Of {@link #openBetweenRuns} an H2 file stays open meanwhile, and
     * for a moment longer, in which others who do something find it open.
     *
     * @throws Failure busy if another process holds the H2 file; environment if it cannot be opened
     */
    public <T> T holding(Supplier<T> work) {
        SharedHold file = hold;
        if (file == null || file.isMine()) {
            return work.get();
        }
        try {
            file.begin();
            try {
                takeOverJournal();
                return work.get();
            } finally {
                file.end();
            }
        } catch (SQLException e) {
            boolean busy = e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
            throw new Failure(
                    busy ? Failure.ErrorCategory.BUSY : Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot open the control database " + place(settings) + ": "
                            + (busy ? "another process holds it" : e.getMessage()),
                    e);
        }
    }

    /**
     * Whether there is anything to open; opening creates what is missing.
     *
     * @throws StorageException if that cannot be seen, such as for lack of a right
     */
    public static boolean exists(ControlSettings settings) {
        Location file = Location.of(file(settings));
        return settings.url().isPresent() || Storage.of(file).find(file).isPresent();
    }

    /** Local folder for the erasure key, receipts and the log. */
    public Path folder() {
        return settings.folder();
    }

    /** For the job repository and the scheduler. */
    public DataSource dataSource() {
        return connections;
    }

    public RunLedger runs() {
        return new RunLedger(sql);
    }

    /** @throws Failure environment if the erasure key is lost or is not the one the tombstones were made with */
    public Tombstones tombstones() {
        return new Tombstones(sql, ErasureKey.open(settings.folder(), sql), signing);
    }

    /**
     * For those who only look: makes no erasure key.
     *
     * @return empty where there is none yet
     * @throws Failure as {@link #tombstones()}
     */
    public Optional<Tombstones> tombstonesIfAny() {
        return ErasureKey.exists(settings.folder(), sql) ? Optional.of(tombstones()) : Optional.empty();
    }

    /**
     * Replaces the erasure key by a new one; those before it are kept, to recognise the people erased under them.
     *
     * @throws Failure environment if the key is lost or cannot be written
     */
    public Tombstones rotateErasureKey() {
        return new Tombstones(sql, ErasureKey.rotate(settings.folder(), sql), signing);
    }

    /** Whether the run was begun under this database, or its snapshot taken over by it; one recreated knows none. */
    public boolean knows(String runId) {
        return runs().knows(runId) || erasures().knowsSnapshot(runId);
    }

    public ErasureLedger erasures() {
        return new ErasureLedger(sql, signing);
    }

    public RetirementLedger retirements() {
        return new RetirementLedger(sql, signing);
    }

    /** The register of requests; the erasure key is opened where a person is named. */
    public RequestLedger requests() {
        return new RequestLedger(sql, () -> ErasureKey.open(settings.folder(), sql), signing);
    }

    public PolicySignOffs policySignOffs() {
        return new PolicySignOffs(sql, signing);
    }

    public AccessLog accessLog() {
        return accessLog;
    }

    /**
     * Records a look while another process holds the H2 file: in a signed journal beside it, from which it enters the access log
     * as soon as somebody opens the database.
     *
     * @param subject of whom it is; empty where of no single person
     * @throws Failure busy where there is no key to sign it with, since nothing was ever signed, or no erasure key by which to
     *     record of whom it is: it is recorded when the file is free, or not at all
     */
    public void recordMeanwhile(
            Instant at, String by, String command, Optional<SubjectId> subject, Optional<String> reason) {
        SigningKey key = signing.keyUnasked().orElseThrow(this::busy);
        Optional<String> hmac = subject.map(person -> HexFormat.of()
                .formatHex(ErasureKey.unasked(settings.folder())
                        .orElseThrow(this::busy)
                        .hmac(person.key())));
        journal.append(new Access(at, by, command, hmac, reason), key);
    }

    private Failure busy() {
        return new Failure(
                Failure.ErrorCategory.BUSY,
                "Cannot open the control database " + place(settings) + ": another process holds it");
    }

    /** What was recorded while another process held the file. A journal that cannot be read stops nobody: it stays as it is. */
    private void takeOverJournal() {
        if (settings.url().isPresent() || journal.isEmpty()) {
            return;
        }
        try {
            journal.drain(signing.key().keyring(), this::takeOver);
        } catch (Failure unreadable) {
            LOG.warn(unreadable.getMessage());
        }
    }

    private void takeOver(AccessJournal.Content content) {
        Set<Access> all = new LinkedHashSet<>(content.entries());
        all.addAll(content.own());
        Set<Access> added = accessLog().appendMissing(all);
        content.kept()
                .map(copy -> content.damaged() + " of the journal's entries are not as they were written; " + copy
                        + " keeps them")
                // A kill may have come between this and the emptying of the journal.
                .filter(how -> !accessLog.holds(JOURNAL_DAMAGED, how))
                .ifPresent(this::damaged);
        added.removeAll(content.entries());
        if (!added.isEmpty()) {
            damaged(added.size()
                    + " entries were missing from the journal, and were added by the process that had written them");
        }
    }

    private void damaged(String how) {
        LOG.warn("Cannot take over all of {}: {}", settings.folder().resolve(AccessJournal.FILE), how);
        accessLog().append(new Access(Instant.now(), "crumbless", JOURNAL_DAMAGED, Optional.empty(), Optional.of(how)));
    }

    public ManifestLedger manifests() {
        return new ManifestLedger(sql, signing);
    }

    /** The signing key, and what of this database is signed with it. */
    public Signing signing() {
        return signing;
    }

    /**
     * Keeps other runs away from a warehouse, until the lock is closed or this process ends.
     *
     * @throws Failure busy if another run holds it; settings if it is the warehouse of another control database;
     *     environment if the H2 file is damaged, since a run that it cannot record must not begin
     */
    public WarehouseLock lock(Location warehouse) {
        return lock(warehouse, WarehouseLock.Lease.USUAL);
    }

    WarehouseLock lock(Location warehouse, WarehouseLock.Lease lease) {
        boolean alone = settings.url().isEmpty();
        if (alone) {
            H2Check.requireSound(connections, file(settings));
        }
        HikariDataSource pool = alone ? null : Connections.open(lockPool(), place(settings), Duration.ZERO);
        try {
            DSLContext rows = pool == null ? sql : dsl(pool, settings);
            return WarehouseLock.take(
                    warehouse, new LockTable(rows, lease.length(), pool), controlFile(warehouse), alone, lease);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw e;
        }
    }

    /**
     * Who holds a warehouse, as people call a process: its number and its machine. Nothing is locked or changed.
     *
     * @return empty where nobody does; of an H2 file always, which only one process can have open
     */
    public Optional<String> holder(Location warehouse) {
        if (settings.url().isEmpty()) {
            return Optional.empty();
        }
        LockTable table = new LockTable(sql, WarehouseLock.Lease.USUAL.length(), null);
        return controlFile(warehouse)
                .idIfOurs()
                .flatMap(table::row)
                .flatMap(LockTable.Row::living)
                .map(LockHolder::described);
    }

    /**
     * Takes over a warehouse whose control database is lost: from now on it is this one's.
     *
     * @throws Failure busy if a run of this control database holds it
     */
    public WarehouseLock lockAdopting(Location warehouse) {
        controlFile(warehouse).adopt();
        return lock(warehouse);
    }

    private ControlFile controlFile(Location warehouse) {
        return new ControlFile(
                warehouse, ControlIdentity.of(sql), place(settings).text());
    }

    @Override
    public void close() {
        letGo();
        closing.run();
    }

    private void letGo() {
        try {
            if (hold != null) {
                hold.close();
            }
        } catch (SQLException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot close the control database " + place(settings) + ": " + e.getMessage(),
                    e);
        }
    }

    private static HikariConfig hikari(ControlSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("control");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setJdbcUrl(settings.url().orElseGet(() -> h2Url(settings.folder().resolve(H2_FILE))));
        if (settings.url().isEmpty()) {
            H2Account account = H2Account.in(settings.folder());
            config.setUsername(account.user());
            config.setPassword(account.password());
        }
        settings.user().ifPresent(config::setUsername);
        settings.passwordFile().map(ControlDatabase::firstLine).ifPresent(config::setPassword);
        if (settings.url().isPresent()) {
            // A statement prepared by one session is unknown to the next that a pooler hands out.
            config.addDataSourceProperty("prepareThreshold", "0");
        }
        return config;
    }

    /** Connections of the lock alone, which do not wait for others and notice soon that nobody answers. */
    private HikariConfig lockPool() {
        HikariConfig config = hikari(settings);
        config.setPoolName("lock");
        config.setMaximumPoolSize(LOCK_CONNECTIONS);
        config.setConnectionTimeout(ANSWER_TIME.toMillis());
        config.setValidationTimeout(ANSWER_TIME.toMillis());
        config.addDataSourceProperty("connectTimeout", ANSWER_TIME.toSeconds());
        config.addDataSourceProperty("socketTimeout", ANSWER_TIME.toSeconds());
        return config;
    }

    /**
     * Through {@link SteadyFiles}, which an interrupt does not close. No closing at exit: it would race with what a run that
     * was asked to stop still writes. No trace file: it would hold statements and their values.
     *
     * @param file without the ending that H2 gives it
     */
    static String h2Url(Path file) {
        return h2Url(file, isLarge(file) ? "" : ";MAX_COMPACT_TIME=0");
    }

    private static String h2Url(Path file, String compact) {
        String name = file.toAbsolutePath().toString().replace(";", "\\;");
        SteadyFiles.register();
        return "jdbc:h2:" + SteadyFiles.SCHEME + ":" + name
                + ";FILE_LOCK=FS;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;QUERY_CACHE_SIZE="
                + STATEMENTS + compact;
    }

    private static boolean isLarge(Path file) {
        try {
            return Files.size(file.resolveSibling(file.getFileName() + H2_ENDING)) >= COMPACTED_FROM_BYTES;
        } catch (IOException e) {
            // There is none yet.
            return false;
        }
    }

    private static ControlPlace place(ControlSettings settings) {
        return settings.url().map(ControlPlace::ofUrl).orElseGet(() -> ControlPlace.ofFile(file(settings)));
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

    private static void createFolder(Path folder) {
        try {
            FileModes.PRIVATE.createFolders(folder);
        } catch (IOException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot create the control folder " + folder + ": " + Reasons.of(e),
                    e);
        }
    }

    private static void quietJooq() {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }
}
