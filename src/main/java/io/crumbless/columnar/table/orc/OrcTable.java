package io.crumbless.columnar.table.orc;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.table.TablePath;
import io.crumbless.columnar.table.TableVersion;
import io.crumbless.columnar.table.UnreadTableException;
import io.crumbless.columnar.text.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;

/** An ORC file. Timestamps without zone are local times, regardless of where the file was written. */
public final class OrcTable implements TableVersion {
    /** Columns that Hive adds to the rows of transactional tables. */
    private static final List<String> HIVE_CHANGES = List.of("operation", "originaltransaction");

    private final Reader reader;

    private OrcTable(Reader reader) {
        this.reader = reader;
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it is not an ORC file, or is damaged or unsupported
     */
    public static OrcTable open(Location file) throws IOException {
        OrcFile.ReaderOptions options = OrcFile.readerOptions(TablePath.configuration())
                .useUTCTimestamp(true)
                .convertToProlepticGregorian(true);
        try {
            Reader reader = OrcFile.createReader(TablePath.of(file), options);
            requireReadable(reader);
            return new OrcTable(reader);
        } catch (RuntimeException e) {
            throw new IOException("it is not an ORC file, or it is damaged (" + e.getMessage() + ")", e);
        }
    }

    private static void requireReadable(Reader reader) throws IOException {
        TypeDescription schema = reader.getSchema();
        if (schema.getCategory() != TypeDescription.Category.STRUCT) {
            throw new UnreadTableException("its values are no records");
        }
        // Without the key the library returns masked values as if they were genuine.
        if (reader.getColumnEncryptionKeys().length > 0) {
            throw new UnreadTableException("columns of it are encrypted, which is not read; deliver them in the clear");
        }
        List<String> names = schema.getFieldNames();
        boolean changes = names.size() > 1
                && names.get(0).equalsIgnoreCase(HIVE_CHANGES.get(0))
                && names.get(1).equalsIgnoreCase(HIVE_CHANGES.get(1));
        if (changes) {
            throw new UnreadTableException(
                    "it is a transaction of an Apache Hive table, of which the other files say what"
                            + " still counts; deliver an export of the table");
        }
    }

    @Override
    public String version() {
        return "";
    }

    @Override
    public OptionalLong records() {
        return OptionalLong.of(reader.getNumberOfRows());
    }

    @Override
    public void read(Records records) throws IOException {
        VectorizedRowBatch batch = reader.getSchema().createRowBatch();
        try (RecordReader rows = reader.rows()) {
            while (rows.nextBatch(batch)) {
                for (int row = 0; row < batch.size; row++) {
                    records.next(record(batch, row));
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("its rows are damaged (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private JsonValue.Struct record(VectorizedRowBatch batch, int row) throws IOException {
        TypeDescription schema = reader.getSchema();
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < batch.cols.length; i++) {
            fields.put(
                    schema.getFieldNames().get(i),
                    OrcValue.of(schema.getChildren().get(i), batch.cols[i], row));
        }
        return new JsonValue.Struct(fields);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
