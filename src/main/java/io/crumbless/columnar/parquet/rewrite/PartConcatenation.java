package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.read.Footer;
import io.crumbless.columnar.parquet.read.PageIndexes;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.StorageInputFile;
import io.crumbless.columnar.parquet.write.HashedOutputFile;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * Concatenates finished part files of one schema, in the given order. Row groups are copied as bytes, with their bloom
 * filters and page indexes; nothing is decoded. A single file is copied unchanged, which is equivalent.
 */
public final class PartConcatenation {
    private PartConcatenation() {}

    /**
     * Writes {@code target} from the row groups of {@code parts}; footer metadata is that of {@code schema}. The parts
     * are not changed. If it fails, {@code target} is deleted.
     *
     * @throws IllegalArgumentException if a part has another schema
     */
    public static PartSummary join(Location target, TableSchema schema, List<Location> parts) {
        HashedOutputFile output = new HashedOutputFile(target, Storage.Sync.ON_CLOSE);
        boolean joined = false;
        try {
            PartSummary summary = parts.size() == 1
                    ? copy(target, schema, parts.get(0), output)
                    : join(target, schema, parts, output);
            joined = true;
            return summary;
        } catch (IOException e) {
            throw PartWriter.cannotWrite(target, e);
        } finally {
            if (!joined) {
                discard(target, output);
            }
        }
    }

    private static PartSummary copy(Location target, TableSchema schema, Location part, HashedOutputFile output)
            throws IOException {
        FileEntry file = Storage.of(part).stat(part);
        Footer footer;
        try (SeekableInputStream stream = new StorageInputFile(part, file.size()).newStream()) {
            footer = Footer.read(file, stream, false);
        }
        if (!footer.schema().equals(schema.message()) || !footer.metadata().equals(schema.footerMetadata())) {
            throw anotherSchema(part);
        }
        try (InputStream bytes = Storage.of(part).open(part);
                OutputStream out = output.create(0)) {
            bytes.transferTo(out);
        }
        return new PartSummary(target, footer.rows(), output.bytes(), footer.rowGroups(), output.sha256());
    }

    private static PartSummary join(Location target, TableSchema schema, List<Location> parts, HashedOutputFile output)
            throws IOException {
        MessageType message = schema.message();
        long rows = 0;
        int rowGroups = 0;
        ParquetFileWriter writer = PartWriter.open(output, message);
        writer.start();
        for (Location part : parts) {
            FileEntry file = Storage.of(part).stat(part);
            StorageInputFile input = new StorageInputFile(part, file.size());
            try (ParquetFileReader reader = ParquetFileReader.open(input, ParquetTable.options())) {
                requireSameSchema(part, message, reader.getFileMetaData().getSchema());
                try (SeekableInputStream bytes = input.newStream()) {
                    PageIndexes indexes = PageIndexes.read(reader.getRowGroups(), bytes, file.size());
                    for (BlockMetaData rowGroup : reader.getRowGroups()) {
                        append(writer, message, reader, bytes, indexes, rowGroup);
                        rows += rowGroup.getRowCount();
                        rowGroups++;
                    }
                }
            }
        }
        output.holdTail();
        writer.end(schema.footerMetadata());
        return new PartSummary(target, rows, output.bytes(), rowGroups, output.sha256());
    }

    static void append(
            ParquetFileWriter writer,
            MessageType message,
            ParquetFileReader reader,
            SeekableInputStream bytes,
            PageIndexes indexes,
            BlockMetaData rowGroup)
            throws IOException {
        writer.startBlock(rowGroup.getRowCount());
        List<ColumnDescriptor> descriptors = message.getColumns();
        for (int i = 0; i < descriptors.size(); i++) {
            ColumnChunkMetaData chunk = rowGroup.getColumns().get(i);
            writer.appendColumnChunk(
                    descriptors.get(i),
                    bytes,
                    chunk,
                    reader.readBloomFilter(chunk),
                    indexes.bounds(chunk),
                    indexes.offsets(chunk));
        }
        writer.endBlock();
    }

    private static void requireSameSchema(Location part, MessageType wanted, MessageType found) {
        if (!wanted.equals(found)) {
            throw anotherSchema(part);
        }
    }

    private static IllegalArgumentException anotherSchema(Location part) {
        return new IllegalArgumentException(
                "Cannot join " + part + ": its schema is another; join only parts of one dataset");
    }

    static void discard(Location target, HashedOutputFile output) {
        try {
            output.close();
        } catch (IOException e) {
            // It is deleted next.
        }
        Storage.of(target).deleteRecursively(target);
    }
}
