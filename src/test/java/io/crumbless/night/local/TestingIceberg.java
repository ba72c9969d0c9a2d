package io.crumbless.night.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.BaseDVFileWriter;
import org.apache.iceberg.deletes.DVFileWriter;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.encryption.EncryptionKeyMetadata;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Types;

/** Tables of Apache Iceberg with text columns, written by its own library into a folder. */
final class TestingIceberg {
    private static final HadoopTables TABLES = new HadoopTables(new Configuration());

    private final Table table;

    private TestingIceberg(Table table) {
        this.table = table;
    }

    static TestingIceberg of(Path place) {
        return new TestingIceberg(TABLES.load(place.toString()));
    }

    /** A new table in place of what lies there. */
    static TestingIceberg overwrite(Path place, int formatVersion, String[] names, List<String[]> rows)
            throws IOException {
        if (TABLES.exists(place.toString())) {
            TABLES.dropTable(place.toString());
        }
        Schema schema = new Schema(IntStream.range(0, names.length)
                .mapToObj(i -> Types.NestedField.optional(i + 1, names[i], Types.StringType.get()))
                .toList());
        Table table = TABLES.create(
                schema,
                PartitionSpec.unpartitioned(),
                null,
                Map.of("format-version", Integer.toString(formatVersion)),
                place.toString());
        TestingIceberg written = new TestingIceberg(table);
        if (!rows.isEmpty()) {
            written.addAll(rows);
        }
        return written;
    }

    TestingIceberg rename(String from, String to) {
        table.updateSchema().renameColumn(from, to).commit();
        return this;
    }

    TestingIceberg addColumn(String name) {
        table.updateSchema().addColumn(name, Types.StringType.get()).commit();
        return this;
    }

    TestingIceberg partitionBy(String name) {
        table.updateSpec().addField(name).commit();
        return this;
    }

    TestingIceberg add(String... row) throws IOException {
        addAll(List.<String[]>of(row));
        return this;
    }

    private void addAll(List<String[]> rows) throws IOException {
        List<Record> records = new ArrayList<>();
        for (String[] row : rows) {
            Record record = GenericRecord.create(table.schema());
            IntStream.range(0, row.length).forEach(i -> record.set(i, row[i]));
            records.add(record);
        }
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        key.partition(records.get(0));
        DataWriter<Record> writer =
                factory().newDataWriter(output(), table.spec(), table.spec().isPartitioned() ? key : null);
        try (writer) {
            records.forEach(writer::write);
        }
        table.newAppend().appendFile(writer.toDataFile()).commit();
    }

    private GenericFileWriterFactory factory() {
        return new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .deleteFileFormat(FileFormat.PARQUET)
                .build();
    }

    private EncryptedOutputFile output() {
        return EncryptedFiles.encryptedOutput(
                table.io().newOutputFile(table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet")),
                EncryptionKeyMetadata.EMPTY);
    }

    /** Deletes a row of the one file of the table, as its format version does. */
    void deletePosition(long row) throws IOException {
        DataFile file;
        try (var tasks = table.newScan().planFiles()) {
            file = tasks.iterator().next().file();
        }
        String path = file.location();
        if (table.properties().getOrDefault("format-version", "2").equals("3") || isOfVersion3()) {
            DVFileWriter writer = new BaseDVFileWriter(
                    OutputFileFactory.builderFor(table, 1, 1)
                            .format(FileFormat.PUFFIN)
                            .build(),
                    any -> null);
            try (writer) {
                writer.delete(path, row, table.spec(), null);
            }
            commit(writer.result().deleteFiles().get(0));
            return;
        }
        PositionDeleteWriter<Record> writer = factory().newPositionDeleteWriter(output(), table.spec(), null);
        try (writer) {
            writer.write(PositionDelete.<Record>create().set(path, row));
        }
        commit(writer.toDeleteFile());
    }

    private boolean isOfVersion3() {
        return ((org.apache.iceberg.BaseTable) table).operations().current().formatVersion() == 3;
    }

    /** Deletes the rows of which a column has a value. */
    void deleteEqual(String column, String value) throws IOException {
        Schema deleted = table.schema().select(column);
        EqualityDeleteWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .deleteFileFormat(FileFormat.PARQUET)
                .equalityFieldIds(new int[] {table.schema().findField(column).fieldId()})
                .equalityDeleteRowSchema(deleted)
                .build()
                .newEqualityDeleteWriter(output(), table.spec(), null);
        try (writer) {
            Record record = GenericRecord.create(deleted);
            record.setField(column, value);
            writer.write(record);
        }
        commit(writer.toDeleteFile());
    }

    private void commit(DeleteFile deletes) {
        table.newRowDelta().addDeletes(deletes).commit();
    }
}
