package io.crumbless.columnar.parquet;

import io.crumbless.columnar.parquet.read.StorageInputFile;
import io.crumbless.columnar.parquet.write.HashedOutputFile;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/**
 * The same as {@link ColumnBenchmark} with parquet-java alone: its record writer, and its column readers without
 * records.
 */
final class LibraryColumns {
    private final MessageType schema;

    LibraryColumns(MessageType schema) {
        this.schema = schema;
    }

    /** Rows of an id, a word, and in one of {@code oneIn} rows the word again; returns the rows written. */
    long write(Path to, byte[][] ids, byte[][] words, int oneIn) throws IOException {
        HashedOutputFile file = new HashedOutputFile(Location.of(to), Storage.Sync.ON_CLOSE);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(file)
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            for (int i = 0; i < ids.length; i++) {
                Group row = new SimpleGroup(schema);
                row.add(0, Binary.fromConstantByteArray(ids[i]));
                row.add(1, Binary.fromConstantByteArray(words[i]));
                if (i % oneIn == 0) {
                    row.add(2, Binary.fromConstantByteArray(words[i]));
                }
                writer.write(row);
            }
        }
        return ids.length;
    }

    /** Bytes of all texts of a column. */
    long lengths(Path file, String column) throws IOException {
        MessageType wanted = new MessageType(schema.getName(), List.of(schema.getType(column)));
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        long bytes = 0;
        try (ParquetFileReader reader =
                ParquetFileReader.open(new StorageInputFile(Location.of(file), Files.size(file)), options)) {
            reader.setRequestedSchema(wanted);
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                bytes += lengths(group, wanted, column);
            }
        }
        return bytes;
    }

    private static long lengths(PageReadStore group, MessageType wanted, String column) {
        ColumnReadStore columns = new ColumnReadStoreImpl(
                group, new GroupRecordConverter(wanted).getRootConverter(), wanted, "benchmark");
        ColumnDescriptor descriptor = wanted.getColumnDescription(new String[] {column});
        ColumnReader values = columns.getColumnReader(descriptor);
        long bytes = 0;
        for (long i = 0; i < values.getTotalValueCount(); i++) {
            if (values.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel()) {
                bytes += values.getBinary().length();
            }
            values.consume();
        }
        return bytes;
    }
}
