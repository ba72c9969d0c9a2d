package io.crumbless.night.delivery;

import io.crumbless.columnar.parquet.rewrite.PartConcatenation;
import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows of a database to a Parquet file of text columns with canonical names, which is then read like any
 * other delivery. Rows and their count are read in one read-only transaction, so that both are of the same moment.
 */
public final class DatabaseDelivery {
    /** Connections that read a large table of PostgreSQL concurrently, besides the one that counts it. */
    static final int READERS = 4;

    /** Smaller tables are read by one connection. */
    static final long FEWEST_SHARED_ROWS = 200_000;

    private static final String STOPPED = "Stopped while reading a database; the same command begins that again";

    private final String source;
    private final DatabaseSettings settings;
    private final ColumnMapping columns;
    private final ZoneId zone;

    private DatabaseDelivery(String source, DatabaseSettings settings, ColumnMapping columns, ZoneId zone) {
        this.source = source;
        this.settings = settings;
        this.columns = columns;
        this.zone = zone;
    }

    /**
     * A delivery that was copied.
     *
     * @param records number of rows as counted by the database
     * @param contentHash hash of the rows, independent of their order; 64 lower-case hexadecimal digits
     * @param unread columns that are not read and should be reported
     */
    public record Staged(FileEntry file, long records, String contentHash, UnreadColumns unread) {}

    /** @param jobZone zone of days, if the source has no zone */
    public static DatabaseDelivery of(DeclarationSource source, DeliveryPlace.Database database, ZoneId jobZone) {
        ZoneId zone = source.zone().orElse(jobZone);
        return new DatabaseDelivery(source.name(), database.settings(), source.columns(), zone);
    }

    /** As {@link #of(DeclarationSource, DeliveryPlace.Database, ZoneId)}. */
    public static DatabaseDelivery of(ErasureSource source, DeliveryPlace.Database database, ZoneId jobZone) {
        ZoneId zone = source.zone().orElse(jobZone);
        return new DatabaseDelivery(source.name(), database.settings(), source.columns(), zone);
    }

    /** As {@link #of(DeclarationSource, DeliveryPlace.Database, ZoneId)}. */
    public static DatabaseDelivery of(
            String source, RequestSource.Form.Rows rows, DeliveryPlace.Database database, ZoneId jobZone) {
        return new DatabaseDelivery(
                source, database.settings(), rows.columns(), rows.zone().orElse(jobZone));
    }

    /** For a legacy source, whose columns keep their names. */
    public static DatabaseDelivery of(
            String source, ColumnMapping columns, DeliveryPlace.Database database, ZoneId zone) {
        return new DatabaseDelivery(source, database.settings(), columns, zone);
    }

    /**
     * Copies every row.
     *
     * @param into the file to create
     * @throws Failure for the environment if the database cannot be reached or read; for settings if table, query or a
     *     column do not exist
     */
    public Staged stage(Location into) {
        return stage(into, FEWEST_SHARED_ROWS);
    }

    /**
     * As {@link #stage(Location)}; a table with so many rows is read by several connections if the database supports
     * that.
     */
    Staged stage(Location into, long fewestShared) {
        try {
            Optional<Staged> together = stageOnce(into, fewestShared);
            return together.isPresent()
                    ? together.get()
                    : stageOnce(into, Long.MAX_VALUE).orElseThrow();
        } catch (SQLException | DataAccessException e) {
            throw DatabaseFault.of(source, "read", e);
        }
    }

    private Connection connect() throws SQLException {
        if (!settings.scripts().isEmpty()) {
            return ScriptDatabase.open(source, settings.scripts());
        }
        Properties properties = new Properties();
        if (settings.isMariaDb()) {
            MariaDb.requireDriver(source);
            MariaDb.restrict(properties);
        }
        if (settings.isSqlServer()) {
            SqlServer.requireDriver(source);
            SqlServer.stream(properties);
        }
        settings.user().ifPresent(user -> properties.setProperty("user", user));
        settings.passwordFile().ifPresent(file -> properties.setProperty("password", password(file)));
        try {
            return DriverManager.getConnection(settings.url(), properties);
        } catch (SQLException e) {
            throw DatabaseFault.of(source, "open", e);
        }
    }

    private String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot read the password file " + file + " of source " + source + ": " + IoReason.of(e)
                            + "; check password-file",
                    e);
        }
    }

    /**
     * Only for the transaction: a setting of the session would persist in a connection pooler, and apply to other
     * users.
     */
    private void isolate(Connection connection) throws SQLException {
        if (settings.isSqlServer()) {
            SqlServer.isolate(connection);
        } else if (!connection.getMetaData().getDatabaseProductName().equals("H2")) {
            try (Statement first = connection.createStatement()) {
                first.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
        } else {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
    }

    /** A connection with a transaction that sees one state. */
    private Connection transaction() throws SQLException {
        Connection connection = connect();
        try {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            isolate(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** @return empty if it was to be read by several connections, and cannot be */
    private Optional<Staged> stageOnce(Location into, long fewestShared) throws SQLException {
        try (Connection connection = transaction()) {
            DeliveredTable table = table(connection);
            table.requireHarmless();
            UnreadColumns unread = table.unread();
            long records = table.count();
            List<KeyRange> ranges =
                    records >= fewestShared && isShareable() ? table.ranges(READERS, records) : List.of(KeyRange.ALL);
            Optional<RowHashes> hashes = ranges.size() == 1
                    ? Optional.of(read(table, KeyRange.ALL, into))
                    : readTogether(connection, ranges, into).filter(read -> read.rows() == records);
            connection.rollback();
            return hashes.map(read -> new Staged(Storage.of(into).stat(into), records, read.hex(), unread));
        }
    }

    private DeliveredTable table(Connection connection) {
        TableColumns read = new TableColumns(source, columns, zone);
        return settings.isSqlServer()
                ? new SqlServerTable(connection, settings, read)
                : new DatabaseTable(connection, settings, read);
    }

    /** A query may return other rows each time, for example with LIMIT. */
    private boolean isShareable() {
        return !settings.isQuery() && settings.isPostgres();
    }

    private RowHashes read(DeliveredTable table, KeyRange range, Location into) {
        RowHashes hashes = new RowHashes();
        try (PartWriter out = PartWriter.create(into, schema(), PartSettings.DEFAULT)) {
            table.read(range, texts -> {
                hashes.add(texts);
                write(out, texts);
            });
            out.finish();
        }
        return hashes;
    }

    /**
     * Reads ranges of keys concurrently, all of the same state; the results are concatenated in the order of keys, so
     * the rows and their order are those that one connection would read.
     *
     * @return empty if the database does not support that
     */
    private Optional<RowHashes> readTogether(Connection counting, List<KeyRange> ranges, Location into)
            throws SQLException {
        Optional<SharedState> shared = SharedState.of(counting, ranges.size(), this::transaction);
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        RowHashes hashes = new RowHashes();
        List<Location> pieces = new ArrayList<>();
        try (SharedState state = shared.get();
                Workers workers = new Workers(ranges.size(), "crumbless-database", STOPPED)) {
            List<Future<RowHashes>> begun = new ArrayList<>();
            for (int i = 0; i < ranges.size(); i++) {
                DeliveredTable part = table(state.connections().get(i));
                KeyRange range = ranges.get(i);
                Location piece = into.parent().resolve(into.name() + "." + i);
                pieces.add(piece);
                begun.add(workers.begin(() -> read(part, range, piece)));
            }
            begun.forEach(each -> hashes.add(workers.result(each)));
            PartConcatenation.join(into, schema(), pieces);
            return Optional.of(hashes);
        } finally {
            pieces.forEach(Storage.of(into)::deleteRecursively);
        }
    }

    private TableSchema schema() {
        List<Field> fields = new ArrayList<>();
        for (CanonicalColumn column : columns.columns()) {
            fields.add(
                    Column.of(column.name(), fields.size() + 1, ColumnType.TEXT).withoutStatistics());
        }
        return TableSchema.of("delivery", fields);
    }

    private static void write(PartWriter out, @Nullable String[] texts) {
        out.beginRow();
        for (int leaf = 0; leaf < texts.length; leaf++) {
            String text = texts[leaf];
            if (text != null) {
                out.text(leaf, text);
            }
        }
        out.endRow();
    }
}
