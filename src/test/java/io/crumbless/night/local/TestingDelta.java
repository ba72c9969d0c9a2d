package io.crumbless.night.local;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Table;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionBuilder;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.internal.deletionvectors.Base85Codec;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Tables of Delta Lake with text columns, written by Delta Kernel. It writes no deletion vectors; those are put into its log here. */
final class TestingDelta {
    private static final int MAGIC_OF_VECTORS = 1681511377;
    private static final int COOKIE_OF_ROARING = 12346;
    private static final Engine ENGINE = DefaultEngine.create(new Configuration());

    private final Path place;
    private final List<String> partitions;

    private TestingDelta(Path place, List<String> partitions) {
        this.place = place;
        this.partitions = partitions;
    }

    /** A new table in place of what lies there. */
    static void overwrite(Path place, String[] names, List<String[]> rows) throws IOException {
        deleteAll(place);
        TestingDelta table = new TestingDelta(place, List.of());
        Transaction creation = table.builder(Operation.CREATE_TABLE)
                .withSchema(ENGINE, schema(names))
                .withTableProperties(ENGINE, Map.of("delta.enableDeletionVectors", "true"))
                .build(ENGINE);
        table.commit(creation, rows);
    }

    /** A new table with partitions. */
    static TestingDelta partitioned(Path place, List<String> partitions, String... names) {
        TestingDelta table = new TestingDelta(place, partitions);
        Transaction creation = table.builder(Operation.CREATE_TABLE)
                .withSchema(ENGINE, schema(names))
                .withPartitionColumns(ENGINE, partitions)
                .build(ENGINE);
        creation.commit(ENGINE, CloseableIterable.emptyIterable());
        return table;
    }

    private static void deleteAll(Path place) throws IOException {
        if (Files.exists(place)) {
            try (Stream<Path> all = Files.walk(place)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private TransactionBuilder builder(Operation operation) {
        return Table.forPath(ENGINE, place.toString()).createTransactionBuilder(ENGINE, "test", operation);
    }

    private static StructType schema(String... names) {
        return new StructType(Arrays.stream(names)
                .map(name -> new StructField(name, StringType.STRING, true))
                .toList());
    }

    private StructType schema() {
        return Table.forPath(ENGINE, place.toString()).getLatestSnapshot(ENGINE).getSchema();
    }

    /** Columns keep their names in files, whatever they are called from now on. */
    TestingDelta mapColumns() {
        builder(Operation.MANUAL_UPDATE)
                .withTableProperties(ENGINE, Map.of("delta.columnMapping.mode", "name"))
                .build(ENGINE)
                .commit(ENGINE, CloseableIterable.emptyIterable());
        return this;
    }

    TestingDelta rename(String from, String to) {
        return changed(schema().fields().stream()
                .map(field -> field.getName().equals(from)
                        ? new StructField(to, field.getDataType(), true, field.getMetadata())
                        : field)
                .toList());
    }

    TestingDelta addColumn(String name) {
        List<StructField> fields = new ArrayList<>(schema().fields());
        fields.add(new StructField(name, StringType.STRING, true));
        return changed(fields);
    }

    private TestingDelta changed(List<StructField> fields) {
        builder(Operation.MANUAL_UPDATE)
                .withSchema(ENGINE, new StructType(fields))
                .build(ENGINE)
                .commit(ENGINE, CloseableIterable.emptyIterable());
        return this;
    }

    TestingDelta add(String... row) throws IOException {
        commit(builder(Operation.WRITE).build(ENGINE), List.<String[]>of(row));
        return this;
    }

    private void commit(Transaction transaction, List<String[]> rows) throws IOException {
        if (rows.isEmpty()) {
            transaction.commit(ENGINE, CloseableIterable.emptyIterable());
            return;
        }
        StructType schema = transaction.getSchema(ENGINE);
        Map<String, Literal> partition = new HashMap<>();
        partitions.forEach(name -> partition.put(name, Literal.ofString(rows.get(0)[schema.indexOf(name)])));
        Row state = transaction.getTransactionState(ENGINE);
        CloseableIterator<FilteredColumnarBatch> physical = Transaction.transformLogicalData(
                ENGINE,
                state,
                Utils.singletonCloseableIterator(new FilteredColumnarBatch(batch(schema, rows), Optional.empty())),
                partition);
        DataWriteContext context = Transaction.getWriteContext(ENGINE, state, partition);
        CloseableIterator<DataFileStatus> files = ENGINE.getParquetHandler()
                .writeParquetFiles(context.getTargetDirectory(), physical, context.getStatisticsColumns());
        CloseableIterator<Row> actions = Transaction.generateAppendActions(ENGINE, state, files, context);
        transaction.commit(ENGINE, CloseableIterable.inMemoryIterable(actions));
    }

    private static ColumnarBatch batch(StructType schema, List<String[]> rows) {
        ColumnVector[] columns = IntStream.range(0, schema.length())
                .mapToObj(i -> new Texts(rows.stream().map(row -> row[i]).toArray(String[]::new)))
                .toArray(ColumnVector[]::new);
        return new DefaultColumnarBatch(rows.size(), schema, columns);
    }

    /** Deletes a row of the only file of a table, by a deletion vector stored in the log. */
    static void delete(Path place, int row) throws IOException {
        Path log = place.resolve("_delta_log");
        String add = Files.readAllLines(log.resolve("00000000000000000000.json")).stream()
                .filter(line -> line.startsWith("{\"add\""))
                .findFirst()
                .orElseThrow();
        String path = add.replaceFirst(".*\"path\":\"([^\"]+)\".*", "$1");
        byte[] vector = vector(row);
        String again = add.replaceFirst(
                "\"dataChange\":true",
                "\"dataChange\":true,\"deletionVector\":{\"storageType\":\"i\",\"pathOrInlineDv\":\""
                        + java.util.regex.Matcher.quoteReplacement(Base85Codec.encodeBytes(vector))
                        + "\",\"sizeInBytes\":"
                        + vector.length + ",\"cardinality\":1}");
        Files.writeString(
                log.resolve("00000000000000000001.json"),
                "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"DELETE\"}}\n{\"remove\":{\"path\":\"" + path
                        + "\",\"deletionTimestamp\":1,\"dataChange\":true}}\n" + again + "\n");
    }

    /** A bitmap of one container of one number, in the portable form of roaring bitmaps, behind what Delta Lake puts before it. */
    private static byte[] vector(int row) {
        ByteBuffer out = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC_OF_VECTORS).putLong(1).putInt(0);
        out.putInt(COOKIE_OF_ROARING)
                .putInt(1)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(16);
        // Two bytes of padding, because the text has entire words.
        return out.putShort((short) row).array();
    }

    /** A column of texts. */
    private record Texts(String[] texts) implements ColumnVector {
        @Override
        public DataType getDataType() {
            return StringType.STRING;
        }

        @Override
        public int getSize() {
            return texts.length;
        }

        @Override
        public boolean isNullAt(int row) {
            return texts[row] == null;
        }

        @Override
        public String getString(int row) {
            return texts[row];
        }

        @Override
        public void close() {}
    }
}
