package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.HashedOutputFile;
import io.crumbless.columnar.parquet.write.LeafWriter;
import io.crumbless.columnar.parquet.write.PageCompressor;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.Struct;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.parquet.write.Validity;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The reference implementation of {@link RowRemoval}: decodes and encodes every value of every row group. It takes
 * several times as long; tests compare the two, and the bench measures the ratio.
 */
public final class PlainRowRemoval {
    private PlainRowRemoval() {}

    /**
     * Writes {@code target} from {@code source} without some rows.
     *
     * @param rows rows to remove by row group, both counted from 0, sorted
     */
    public static PartSummary without(
            Location source,
            Location target,
            TableSchema schema,
            PartSettings settings,
            SortedMap<Integer, int[]> rows) {
        ParquetTable table = ParquetTable.open(source);
        HashedOutputFile output = new HashedOutputFile(target, Storage.Sync.ON_CLOSE);
        MessageType message = schema.message();
        PageCompressor compressor = new PageCompressor(settings);
        List<Copied> leaves = leaves(schema, settings);
        long left = 0;
        int groups = 0;
        try {
            ParquetFileWriter file = PartWriter.open(output, message);
            file.start();
            Output written = new Output(file, message, leaves, compressor);
            for (int group = 0; group < table.rowGroups(); group++) {
                int[] gone = rows.getOrDefault(group, new int[0]);
                int stay = Math.toIntExact(table.rowsIn(group)) - gone.length;
                if (stay > 0) {
                    written.write(table, group, gone);
                    left += stay;
                    groups++;
                }
            }
            output.holdTail();
            file.end(schema.footerMetadata());
        } catch (IOException e) {
            throw PartWriter.cannotWrite(target, e);
        } finally {
            compressor.release();
        }
        return new PartSummary(target, left, output.bytes(), groups, output.sha256());
    }

    /**
     * One leaf.
     *
     * @param struct rows of its struct; null if it is in none
     * @param first whether it is the first leaf of its struct
     */
    private record Copied(LeafWriter writer, @Nullable Validity struct, boolean first) {}

    private static List<Copied> leaves(TableSchema schema, PartSettings settings) {
        List<ColumnDescriptor> descriptors = schema.message().getColumns();
        List<String> paths = schema.paths();
        List<Copied> leaves = new ArrayList<>();
        for (Field field : schema.fields()) {
            Validity struct = field instanceof Struct ? new Validity() : null;
            List<Column> columns = field instanceof Struct group ? group.columns() : List.of((Column) field);
            for (Column column : columns) {
                int leaf = leaves.size();
                LeafWriter writer = new LeafWriter(paths.get(leaf), column, descriptors.get(leaf), struct, settings);
                leaves.add(new Copied(writer, struct, column == columns.get(0)));
            }
        }
        return leaves;
    }

    /** The file that is written, and the columns in which its row groups are collected. */
    private record Output(ParquetFileWriter file, MessageType message, List<Copied> leaves, PageCompressor compressor) {
        /** Writes a row group without some of its rows. */
        void write(ParquetTable table, int group, int[] gone) throws IOException {
            int stay = Math.toIntExact(table.rowsIn(group)) - gone.length;
            try (ColumnChunkPageWriteStore store = new ColumnChunkPageWriteStore(
                            compressor,
                            message,
                            HeapByteBufferAllocator.getInstance(),
                            PartWriter.LONGEST_BOUND_BYTES,
                            true);
                    RowGroupReader reader = table.rowGroup(
                            group,
                            leaves.stream().map(leaf -> leaf.writer().path()).toList())) {
                for (Copied leaf : leaves) {
                    copy(reader.column(leaf.writer().path()), leaf, gone);
                    leaf.writer().writeChunk(stay, store, compressor);
                }
                file.startBlock(stay);
                store.flushToFileWriter(file);
                file.endBlock();
                compressor.endRowGroup();
                leaves.stream().map(Copied::struct).filter(Objects::nonNull).forEach(Validity::clear);
            }
        }
    }

    private static void copy(ColumnCursor from, Copied leaf, int[] gone) {
        int next = 0;
        int row = 0;
        int number = -1;
        Validity struct = leaf.struct();
        for (int at = 0; from.next(); at++) {
            if (next < gone.length && gone[next] == at) {
                next++;
                continue;
            }
            if (struct != null && !from.isStructNull()) {
                number++;
                if (leaf.first()) {
                    struct.add(row);
                }
            }
            if (!from.isNull()) {
                copyValue(from, leaf.writer(), struct == null ? row : number);
            }
            row++;
        }
    }

    private static void copyValue(ColumnCursor from, LeafWriter to, int row) {
        boolean text = to.column().type().base() == ColumnType.Base.TEXT;
        if (to.column().isList()) {
            int size = from.listSize();
            to.list(row, size);
            for (int i = 0; i < size; i++) {
                from.item(i);
                if (text) {
                    byte[] bytes = from.bytesArray();
                    int start = from.bytesOffset();
                    to.textItem(Arrays.copyOfRange(bytes, start, start + from.bytesLength()));
                } else {
                    to.numberItem(from.whole());
                }
            }
        } else if (text) {
            to.text(row, from.bytesArray(), from.bytesOffset(), from.bytesLength());
        } else if (to.column().type().base() == ColumnType.Base.BOOLEAN) {
            to.flag(row, from.whole() != 0);
        } else {
            to.number(row, from.whole());
        }
    }
}
