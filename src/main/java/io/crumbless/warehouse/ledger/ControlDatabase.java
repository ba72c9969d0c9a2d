package io.crumbless.warehouse.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.signature.SigningKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The control database: the job repository, the schedule and the ledger. An H2 file that one process holds at a time,
 * or a PostgreSQL database.
 *
 * <p>A commit is on disk when it returns. The lock on the H2 file is the operating system's, so it ends with the process
 * that holds it, however that ends.
 */
public final class ControlDatabase implements AutoCloseable {
    /**
     * How long to wait for another process to close the file: more than a query of the history takes, less than a run.
     */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(3);

    private final ControlSettings settings;
    private final ControlAddress address;
    private final DataSource connections;
    private final Runnable closing;
    private final @Nullable SharedHold hold;
    private final DSLContext sql;
    private final Signing signing;
    private final AccessLog accessLog;
    private final AccessJournalTransfer journal;

    private ControlDatabase(ControlSettings settings, DataSource connections, Runnable closing) {
        this(settings, connections, closing, null);
    }

    private ControlDatabase(
            ControlSettings settings, DataSource connections, Runnable closing, @Nullable SharedHold hold) {
        this.hold = hold;
        this.settings = settings;
        this.address = new ControlAddress(settings);
        this.connections = connections;
        this.closing = closing;
        this.sql = address.dsl(connections);
        this.signing = new Signing(sql, settings.folder());
        this.accessLog = new AccessLog(sql, signing);
        this.journal = new AccessJournalTransfer(settings.folder(), signing, accessLog);
    }

    /**
     * Opens the database; creates it or migrates its schema if necessary.
     *
     * @throws Failure busy if another process has the H2 file open; environment if it cannot be opened
     */
    public static ControlDatabase open(ControlSettings settings) {
        return open(settings, DEFAULT_PATIENCE);
    }

    /** As {@link #open(ControlSettings)}, waiting this long for another process to close the file. */
    public static ControlDatabase open(ControlSettings settings, Duration patience) {
        ControlAddress address = new ControlAddress(settings);
        if (address.isFile()) {
            H2Seed.require();
        }
        address.createFolder();
        if (!exists(settings)) {
            H2Upgrade.of(address.file(), patience);
        }
        HikariDataSource pool = address.connect(patience);
        try {
            if (!address.isFile()) {
                Schema.bringUpToDate(pool, address.place());
            } else if (!Schema.isUpToDate(pool, address.place())) {
                pool.close();
                H2Upgrade.of(address.file(), patience);
                pool = address.pool(patience);
            }
            ControlDatabase opened = new ControlDatabase(settings, pool, pool::close);
            opened.takeOverJournal();
            return opened;
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Loads the libraries for queries, which takes as long as opening a database; to be called on a background thread.
     */
    public static void loadLibraries() {
        ControlAddress.loadLibraries();
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
        ControlAddress address = new ControlAddress(settings);
        SharedHold hold = address.sharedHold(DEFAULT_PATIENCE);
        return new ControlDatabase(settings, address.heldConnections(hold, DEFAULT_PATIENCE), () -> {}, hold);
    }

    /**
     * Runs work that queries the database several times. A database opened by {@link #openBetweenRuns} keeps its H2
     * file open during the work, and for a moment longer, so that the next work finds it open.
     *
     * @throws Failure busy if another process has the H2 file open; environment if it cannot be opened
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
                    "Cannot open the control database " + address.place() + ": "
                            + (busy ? "another process holds it" : e.getMessage()),
                    e);
        }
    }

    /**
     * Whether the database exists; opening creates it if it does not.
     *
     * @throws StorageException if that cannot be checked, for example for lack of a permission
     */
    public static boolean exists(ControlSettings settings) {
        Location file = Location.of(new ControlAddress(settings).file());
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

    /**
     * @throws Failure environment if the erasure key is lost or is not the one with which the tombstones were computed
     */
    public Tombstones tombstones() {
        return new Tombstones(sql, ErasureKey.open(settings.folder(), sql), signing);
    }

    /**
     * For reading only: creates no erasure key.
     *
     * @return empty if there is no erasure key yet
     * @throws Failure as {@link #tombstones()}
     */
    public Optional<Tombstones> tombstonesIfAny() {
        return ErasureKey.exists(settings.folder(), sql) ? Optional.of(tombstones()) : Optional.empty();
    }

    /**
     * Replaces the erasure key by a new one. Earlier keys are kept, to recognise the people erased under them.
     *
     * @throws Failure environment if the key is lost or cannot be written
     */
    public Tombstones rotateErasureKey() {
        return new Tombstones(sql, ErasureKey.rotate(settings.folder(), sql), signing);
    }

    /** Whether the run was begun under this database or its snapshot was adopted by it. A recreated database knows no run. */
    public boolean knows(String runId) {
        return runs().knows(runId) || erasures().knowsSnapshot(runId);
    }

    public ErasureLedger erasures() {
        return new ErasureLedger(sql, signing);
    }

    public RetirementLedger retirements() {
        return new RetirementLedger(sql, signing);
    }

    /** The register of requests; the erasure key is opened only when a person is named. */
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
     * Records an access while another process holds the H2 file: in a signed journal beside it, from which the entry is
     * moved to the access log as soon as the database is opened.
     *
     * @param subject whose data was accessed; empty if it concerns no single person
     * @throws Failure busy if there is no signing key, since nothing was ever signed, or no erasure key to identify the
     *     person: the access is recorded when the file is free, or not at all
     */
    public void recordMeanwhile(
            Instant at, String by, String command, Optional<SubjectId> subject, Optional<String> reason) {
        SigningKey key = signing.keyUnasked().orElseThrow(this::busy);
        Optional<String> hmac = subject.map(person -> HexFormat.of()
                .formatHex(ErasureKey.unasked(settings.folder())
                        .orElseThrow(this::busy)
                        .hmac(person.key())));
        journal.record(new Access(at, by, command, hmac, reason), key);
    }

    private Failure busy() {
        return new Failure(
                Failure.ErrorCategory.BUSY,
                "Cannot open the control database " + address.place() + ": another process holds it");
    }

    private void takeOverJournal() {
        if (address.isFile()) {
            journal.run();
        }
    }

    public ManifestLedger manifests() {
        return new ManifestLedger(sql, signing);
    }

    /** The signing key, and the signed states of tables of this database. */
    public Signing signing() {
        return signing;
    }

    /**
     * Locks a warehouse against other runs, until the lock is closed or this process ends.
     *
     * @throws Failure busy if another run has the lock; settings if the warehouse belongs to another control database;
     *     environment if the H2 file is damaged, since a run that it cannot record must not begin
     */
    public WarehouseLock lock(Location warehouse) {
        return lock(warehouse, WarehouseLock.Lease.USUAL);
    }

    WarehouseLock lock(Location warehouse, WarehouseLock.Lease lease) {
        boolean alone = address.isFile();
        if (alone) {
            H2Check.requireSound(connections, address.file());
        }
        HikariDataSource pool = alone ? null : address.lockPool();
        try {
            DSLContext rows = pool == null ? sql : address.dsl(pool);
            return WarehouseLock.take(
                    warehouse,
                    new LockTable(rows, lease.length(), pool),
                    controlFile(warehouse),
                    address.place(),
                    lease);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw e;
        }
    }

    /**
     * The process that has the lock of a warehouse, by process id and machine. Nothing is locked or changed.
     *
     * @return empty if no process has it, and always for an H2 file, which only one process can have open
     */
    public Optional<String> holder(Location warehouse) {
        if (address.isFile()) {
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
     * Adopts a warehouse whose control database is lost: it belongs to this one from now on.
     *
     * @throws Failure busy if a run of this control database has the lock
     */
    public WarehouseLock lockAdopting(Location warehouse) {
        controlFile(warehouse).adopt();
        return lock(warehouse);
    }

    private ControlFile controlFile(Location warehouse) {
        return new ControlFile(
                warehouse, ControlIdentity.of(sql), address.place().text());
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
                    "Cannot close the control database " + address.place() + ": " + e.getMessage(),
                    e);
        }
    }
}
