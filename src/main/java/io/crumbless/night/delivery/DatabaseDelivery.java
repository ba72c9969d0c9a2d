package io.crumbless.night.delivery;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
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
import java.util.Properties;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a database holds into a Parquet file of text columns with canonical names, which is then read like any
 * other delivery. Rows and their count are taken in one read-only transaction, so both speak of the same moment.
 */
public final class DatabaseDelivery {
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
     * A delivery as staged.
     *
     * @param records as the database counts them
     * @param contentHash of the rows, whatever their order; 64 lower-case hexadecimal digits
     * @param unread columns that nobody reads and somebody should hear of
     */
    public record Staged(FileEntry file, long records, String contentHash, UnreadColumns unread) {}

    /** @param jobZone whose days count where the source names no zone */
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

    /**
     * Copies every row.
     *
     * @param into the file to create
     * @throws Failure for the environment if the database cannot be reached or read; for settings if table, query or a
     *     column do not exist
     */
    public Staged stage(Location into) {
        try (Connection connection = connect()) {
            return stage(connection, into);
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
                    "Cannot read the password file " + file + " of source " + source + ": "
                            + e.getClass().getSimpleName() + "; check password-file",
                    e);
        }
    }

    /** The transaction alone: a setting of the session would stay with a pooler, and hold for whom it serves next. */
    private static void isolate(Connection connection) throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equals("H2")) {
            try (Statement first = connection.createStatement()) {
                first.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
        } else {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
    }

    private Staged stage(Connection connection, Location into) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        isolate(connection);
        DatabaseTable table = new DatabaseTable(connection, source, settings, columns, zone);
        table.requireHarmless();
        UnreadColumns unread = table.unread();
        long records = table.count();
        RowHashes hashes = new RowHashes();
        try (PartWriter out = PartWriter.create(into, schema(), PartSettings.DEFAULT)) {
            table.read(texts -> {
                hashes.add(texts);
                write(out, texts);
            });
            out.finish();
        }
        connection.rollback();
        return new Staged(Storage.of(into).stat(into), records, hashes.hex(), unread);
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
