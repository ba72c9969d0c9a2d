package io.crumbless.columnar.table.iceberg;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.table.TablePath;
import io.crumbless.columnar.table.TableVersion;
import io.crumbless.columnar.table.UnreadTableException;
import io.crumbless.columnar.text.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** An Apache Iceberg table at its current snapshot when it was opened. */
public final class IcebergTable implements TableVersion {
    private static final String METADATA = ".metadata.json";

    private final Table table;
    private final @Nullable Snapshot snapshot;

    private IcebergTable(Table table) {
        this.table = table;
        this.snapshot = table.currentSnapshot();
    }

    /**
     * Opens the current snapshot.
     *
     * @param place a folder whose {@code metadata} identifies the current version, or a metadata file
     * @throws UnreadTableException if there is no such table, or it contains something unsupported
     * @throws IOException if its metadata cannot be read
     */
    public static IcebergTable open(Location place) throws IOException {
        Path path = TablePath.of(place);
        HadoopFileIO files = new HadoopFileIO(TablePath.configuration());
        try {
            String metadata = place.name().contains(METADATA) ? path.toString() : current(path);
            TableMetadata read = TableMetadataParser.read(files, metadata);
            return new IcebergTable(new BaseTable(new StaticTableOperations(read, files), place.name()));
        } catch (NoSuchTableException e) {
            throw new UnreadTableException(
                    "there is no table of Apache Iceberg whose metadata states the current version "
                            + "(metadata/v*.metadata.json); if a catalogue keeps that information, name the current "
                            + "metadata file",
                    e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            throw new IOException(message(e), e);
        }
    }

    private static String current(Path folder) {
        Table found = new HadoopTables(TablePath.configuration()).load(folder.toString());
        return ((BaseTable) found).operations().current().metadataFileLocation();
    }

    @Override
    public String version() {
        return snapshot == null ? "no snapshot" : "snapshot " + snapshot.snapshotId();
    }

    @Override
    public OptionalLong records() {
        long records = 0;
        try (CloseableIterable<FileScanTask> tasks = tasks()) {
            for (FileScanTask task : tasks) {
                records += task.file().recordCount();
                for (DeleteFile deletes : task.deletes()) {
                    // Two delete files of other kinds may delete the same row, and their metadata do not contain how
                    // many.
                    if (deletes.format() != FileFormat.PUFFIN || deletes.content() != FileContent.POSITION_DELETES) {
                        return OptionalLong.empty();
                    }
                    records -= deletes.recordCount();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return OptionalLong.of(records);
    }

    private CloseableIterable<FileScanTask> tasks() {
        return snapshot == null
                ? CloseableIterable.empty()
                : table.newScan().useSnapshot(snapshot.snapshotId()).planFiles();
    }

    @Override
    public void read(Records records) throws IOException {
        if (snapshot == null) {
            return;
        }
        try {
            requireReadable();
            read(snapshot.snapshotId(), records);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            throw new IOException(message(e), e);
        }
    }

    /** With the current schema, also for older files. */
    private void read(long id, Records records) throws IOException {
        Schema schema = table.schema();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(table).useSnapshot(id).project(schema).build()) {
            for (Record row : rows) {
                records.next(record(schema, row));
            }
        }
    }

    private void requireReadable() throws IOException {
        try (CloseableIterable<FileScanTask> tasks = tasks()) {
            for (FileScanTask task : tasks) {
                requireReadable(task.file());
                for (DeleteFile deletes : task.deletes()) {
                    requireReadable(deletes);
                }
            }
        }
    }

    private static void requireReadable(ContentFile<?> file) throws UnreadTableException {
        boolean read = file.format() == FileFormat.PARQUET || file.format() == FileFormat.PUFFIN;
        if (!read) {
            throw new UnreadTableException(
                    "it has files of format " + file.format() + ", of which Parquet alone is read");
        }
        if (file.keyMetadata() != null) {
            throw new UnreadTableException("its files are encrypted, which is not read");
        }
    }

    private static JsonValue.Struct record(Schema schema, Record row) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        int at = 0;
        for (Types.NestedField field : schema.columns()) {
            fields.put(field.name(), IcebergValue.of(field.type(), row.get(at++)));
        }
        return new JsonValue.Struct(fields);
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        table.io().close();
    }
}
