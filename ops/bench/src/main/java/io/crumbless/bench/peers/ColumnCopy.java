package io.crumbless.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Reads a Parquet file by column, or rewrites it, with parquet-java's own column readers and writers. Not thread-safe.
 */
final class ColumnCopy {
    private static final int ROW_GROUP_BYTES = 128 << 20;

    /** Hadoop's own configuration would be parsed from XML for each file. */
    private static final ParquetConfiguration PLAIN = new PlainParquetConfiguration();

    private static final ParquetReadOptions OPTIONS =
            ParquetReadOptions.builder(PLAIN).build();

    private final Path file;

    ColumnCopy(Path file) {
        this.file = file;
    }

    /** Decodes every value of every column; returns their number, including nulls. */
    long read() throws IOException {
        long values = 0;
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), OPTIONS)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            PageReadStore group = reader.readNextRowGroup();
            while (group != null) {
                for (ColumnDescriptor column : schema.getColumns()) {
                    values += new Column(group, schema, column, "").decode();
                }
                group = reader.readNextRowGroup();
            }
        }
        return values;
    }

    /**
     * Writes every value of every column into a new file, with zstd.
     *
     * @param uncountedNanos receives the time of reading what was then written
     */
    long write(Path target, LongAdder uncountedNanos) throws IOException {
        long values = 0;
        long opened = System.nanoTime();
        CodecFactory codecs = new CodecFactory(PLAIN, ParquetProperties.DEFAULT_PAGE_SIZE);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), OPTIONS)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            String createdBy = reader.getFileMetaData().getCreatedBy();
            uncountedNanos.add(System.nanoTime() - opened);
            ParquetFileWriter writer = new ParquetFileWriter(
                    new LocalOutputFile(target), schema, ParquetFileWriter.Mode.CREATE, ROW_GROUP_BYTES, 0);
            writer.start();
            long reading = System.nanoTime();
            PageReadStore group = reader.readNextRowGroup();
            uncountedNanos.add(System.nanoTime() - reading);
            while (group != null) {
                values += writeGroup(group, schema, createdBy, codecs, writer, uncountedNanos);
                reading = System.nanoTime();
                group = reader.readNextRowGroup();
                uncountedNanos.add(System.nanoTime() - reading);
            }
            writer.end(Map.of());
        } finally {
            codecs.release();
        }
        return values;
    }

    private static long writeGroup(
            PageReadStore group,
            MessageType schema,
            String createdBy,
            CodecFactory codecs,
            ParquetFileWriter writer,
            LongAdder uncountedNanos)
            throws IOException {
        CompressionCodecFactory.BytesInputCompressor zstd = codecs.getCompressor(CompressionCodecName.ZSTD);
        ParquetProperties properties = ParquetProperties.builder().build();
        long values = 0;
        try (ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                zstd, schema, HeapByteBufferAllocator.getInstance(), 64, false)) {
            for (ColumnDescriptor descriptor : schema.getColumns()) {
                long reading = System.nanoTime();
                Column column = new Column(group, schema, descriptor, createdBy);
                column.decode();
                uncountedNanos.add(System.nanoTime() - reading);
                values += column.encode(properties, pages);
            }
            writer.startBlock(group.getRowCount());
            pages.flushToFileWriter(writer);
            writer.endBlock();
        }
        return values;
    }

    /** One column of one row group: its levels, and its values without nulls. */
    private static final class Column {
        private final MessageType schema;
        private final ColumnDescriptor descriptor;
        private final ColumnReader reader;
        private final int entries;
        private final byte[] repetition;
        private final byte[] definition;
        private final long[] numbers;
        private final Binary[] texts;

        Column(PageReadStore group, MessageType schema, ColumnDescriptor descriptor, String createdBy) {
            this.schema = schema;
            this.descriptor = descriptor;
            this.reader = new ColumnReadStoreImpl(group, new Nowhere(), schema, createdBy).getColumnReader(descriptor);
            this.entries = Math.toIntExact(reader.getTotalValueCount());
            this.repetition = new byte[entries];
            this.definition = new byte[entries];
            PrimitiveTypeName type = descriptor.getPrimitiveType().getPrimitiveTypeName();
            this.texts = new Binary[type == PrimitiveTypeName.BINARY ? entries : 0];
            this.numbers = new long[type == PrimitiveTypeName.BINARY ? 0 : entries];
        }

        int decode() {
            int most = descriptor.getMaxDefinitionLevel();
            PrimitiveTypeName type = descriptor.getPrimitiveType().getPrimitiveTypeName();
            int value = 0;
            for (int i = 0; i < entries; i++) {
                repetition[i] = (byte) reader.getCurrentRepetitionLevel();
                definition[i] = (byte) reader.getCurrentDefinitionLevel();
                if (definition[i] == most) {
                    switch (type) {
                        case BINARY -> texts[value++] = reader.getBinary();
                        case INT32 -> numbers[value++] = reader.getInteger();
                        case INT64 -> numbers[value++] = reader.getLong();
                        case BOOLEAN -> numbers[value++] = reader.getBoolean() ? 1 : 0;
                        default -> throw new IllegalStateException("No column of ours is of type " + type);
                    }
                }
                reader.consume();
            }
            return entries;
        }

        int encode(ParquetProperties properties, ColumnChunkPageWriteStore pages) {
            int most = descriptor.getMaxDefinitionLevel();
            PrimitiveTypeName type = descriptor.getPrimitiveType().getPrimitiveTypeName();
            ColumnWriteStore store = properties.newColumnWriteStore(only(), pages);
            ColumnWriter writer = store.getColumnWriter(descriptor);
            int value = 0;
            for (int i = 0; i < entries; i++) {
                int r = repetition[i];
                int d = definition[i];
                if (d < most) {
                    writer.writeNull(r, d);
                } else {
                    switch (type) {
                        case BINARY -> writer.write(texts[value++], r, d);
                        case INT32 -> writer.write((int) numbers[value++], r, d);
                        case INT64 -> writer.write(numbers[value++], r, d);
                        default -> writer.write(numbers[value++] != 0, r, d);
                    }
                }
                if (r == 0) {
                    store.endRecord();
                }
            }
            store.flush();
            store.close();
            return entries;
        }

        /** A store with this column only, so that others cost nothing at the end of a row. */
        private MessageType only() {
            String[] path = descriptor.getPath();
            return new MessageType(schema.getName(), cut(schema, path, 0).getFields());
        }

        private static GroupType cut(GroupType group, String[] path, int level) {
            Type field = group.getType(path[level]);
            Type kept = field.isPrimitive() ? field : cut(field.asGroupType(), path, level + 1);
            return group.withNewFields(kept);
        }
    }

    /** Columns are read without records, so the converters do nothing. */
    private static final class Nowhere extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {
                @Override
                public GroupConverter asGroupConverter() {
                    return new Nowhere();
                }
            };
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
