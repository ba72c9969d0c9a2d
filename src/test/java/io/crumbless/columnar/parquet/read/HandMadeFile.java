package io.crumbless.columnar.parquet.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** A file of one column {@code a} whose pages a writer would not write. */
final class HandMadeFile {
    private final SchemaElement column;
    private final CompressionCodec codec;
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();

    HandMadeFile(SchemaElement column, CompressionCodec codec) {
        this.column = column.setName("a");
        this.codec = codec;
    }

    /** Adds a data page of version 1. */
    HandMadeFile page(int values, Encoding encoding, int size, byte[] stored) throws IOException {
        PageHeader header = new PageHeader(PageType.DATA_PAGE, size, stored.length);
        header.setData_page_header(new DataPageHeader(values, encoding, Encoding.RLE, Encoding.RLE));
        Util.writePageHeader(header, chunk);
        chunk.write(stored);
        return this;
    }

    Path write(Path file, long rows, long values) throws IOException {
        ColumnMetaData metadata = new ColumnMetaData(
                column.getType(), List.of(Encoding.PLAIN), List.of("a"), codec, values, chunk.size(), chunk.size(), 4);
        RowGroup group = new RowGroup(List.of(new ColumnChunk(0).setMeta_data(metadata)), chunk.size(), rows);
        FileMetaData footer = new FileMetaData(
                1, List.of(new SchemaElement("root").setNum_children(1), column), rows, List.of(group));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("PAR1".getBytes(StandardCharsets.US_ASCII));
        chunk.writeTo(out);
        int start = out.size();
        Util.writeFileMetaData(footer, out);
        int length = out.size() - start;
        out.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array());
        out.write("PAR1".getBytes(StandardCharsets.US_ASCII));
        return Files.write(file, out.toByteArray());
    }
}
