package io.crumbless.columnar.table.delta;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.table.TablePath;
import io.crumbless.columnar.table.TableVersion;
import io.crumbless.columnar.table.UnreadTableException;
import io.crumbless.columnar.text.JsonValue;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Delta Lake table at its latest version when it was opened. */
public final class DeltaTable implements TableVersion {
    private static final Pattern NUMBER_OF_RECORDS = Pattern.compile("\"numRecords\"\\s*:\\s*([0-9]+)");

    private final Engine engine;
    private final Snapshot snapshot;

    private DeltaTable(Engine engine, Snapshot snapshot) {
        this.engine = engine;
        this.snapshot = snapshot;
    }

    /** Receives scan files. */
    @FunctionalInterface
    private interface Files {
        void next(Row file) throws IOException;
    }

    /**
     * Opens the latest version.
     *
     * @param folder contains {@code _delta_log}
     * @throws UnreadTableException if the table requires an unsupported feature
     * @throws IOException if its log cannot be read
     */
    public static DeltaTable open(Location folder) throws IOException {
        Engine engine = DefaultEngine.create(TablePath.configuration());
        try {
            Table table = Table.forPath(engine, TablePath.of(folder).toString());
            return new DeltaTable(engine, table.getLatestSnapshot(engine));
        } catch (RuntimeException e) {
            throw fault(e);
        }
    }

    @Override
    public String version() {
        return "version " + snapshot.getVersion();
    }

    @Override
    public OptionalLong records() {
        long[] sum = new long[2];
        try {
            scan(true, file -> {
                OptionalLong stated = stated(file);
                sum[0] += stated.orElse(0);
                sum[1] += stated.isPresent() ? 0 : 1;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum[1] == 0 ? OptionalLong.of(sum[0]) : OptionalLong.empty();
    }

    /** The number of rows in the statistics of a file, minus those in its deletion vector. */
    private static OptionalLong stated(Row file) {
        Row add = file.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
        int stats = InternalScanFileUtils.ADD_FILE_STATS_ORDINAL;
        Matcher number = NUMBER_OF_RECORDS.matcher(add.isNullAt(stats) ? "" : add.getString(stats));
        DeletionVectorDescriptor deleted = InternalScanFileUtils.getDeletionVectorDescriptorFromRow(file);
        return number.find()
                ? OptionalLong.of(Long.parseLong(number.group(1)) - (deleted == null ? 0 : deleted.getCardinality()))
                : OptionalLong.empty();
    }

    @Override
    public void read(Records records) throws IOException {
        Scan scan = snapshot.getScanBuilder().build();
        Row state = scan.getScanState(engine);
        scan(false, file -> read(state, file, records));
    }

    private void scan(boolean statistics, Files files) throws IOException {
        Scan scan = snapshot.getScanBuilder().build();
        try (CloseableIterator<FilteredColumnarBatch> batches =
                statistics ? scan.getScanFiles(engine, true) : scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        files.next(rows.next());
                    }
                }
            }
        } catch (RuntimeException e) {
            throw fault(e);
        }
    }

    private void read(Row state, Row file, Records records) throws IOException {
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
        CloseableIterator<FileReadResult> read = engine.getParquetHandler()
                .readParquetFiles(
                        Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                        physical,
                        Optional.empty());
        try (CloseableIterator<FilteredColumnarBatch> batches =
                Scan.transformPhysicalData(engine, state, file, read.map(FileReadResult::getData))) {
            while (batches.hasNext()) {
                read(batches.next(), records);
            }
        }
    }

    private static void read(FilteredColumnarBatch filtered, Records records) throws IOException {
        ColumnarBatch batch = filtered.getData();
        Optional<ColumnVector> selected = filtered.getSelectionVector();
        for (int row = 0; row < batch.getSize(); row++) {
            int at = row;
            boolean counts = selected.map(vector -> !vector.isNullAt(at) && vector.getBoolean(at))
                    .orElse(true);
            if (counts) {
                records.next(record(batch, row));
            }
        }
    }

    private static JsonValue.Struct record(ColumnarBatch batch, int row) throws IOException {
        StructType schema = batch.getSchema();
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < schema.length(); i++) {
            fields.put(schema.at(i).getName(), DeltaValue.of(batch.getColumnVector(i), row));
        }
        return new JsonValue.Struct(fields);
    }

    /** Exceptions of Delta Kernel are all unchecked. */
    private static IOException fault(RuntimeException e) {
        if (e instanceof UncheckedIOException) {
            return new IOException(e.getMessage(), e);
        }
        if (e instanceof TableNotFoundException) {
            return new UnreadTableException("there is no table of Delta Lake with a log (_delta_log)", e);
        }
        if (e instanceof UnsupportedTableFeatureException || e instanceof UnsupportedProtocolVersionException) {
            return new UnreadTableException("it is not read by this version of Delta Kernel: " + e.getMessage(), e);
        }
        return new IOException(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
    }

    @Override
    public void close() {
        // Nothing stays open between scans.
    }
}
