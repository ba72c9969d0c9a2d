package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.CompactThrift;
import io.crumbless.columnar.storage.LittleEndian;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** Gives files footers that our writers would not write. */
public final class ForeignFooter {
    /** A number no enumeration of the format has, in one byte. */
    static final int UNKNOWN = 63;

    private ForeignFooter() {}

    static ColumnMetaData chunk(FileMetaData footer, int group, int column) {
        return footer.getRow_groups().get(group).getColumns().get(column).getMeta_data();
    }

    /** Changes what a footer says. */
    public static void change(Path file, Consumer<FileMetaData> change) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int start = start(bytes);
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(bytes, start, bytes.length - 8 - start));
        change.accept(footer);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, start);
        Util.writeFileMetaData(footer, changed);
        int newLength = changed.size() - start;
        changed.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(newLength)
                .array());
        changed.write("PAR1".getBytes(StandardCharsets.US_ASCII));
        Files.write(file, changed.toByteArray());
    }

    /** Makes of the only row group one without rows, at offset 0: what pandas and pyarrow leave of an empty table. */
    public static void emptyFrame(Path file) throws IOException {
        change(file, footer -> {
            footer.setNum_rows(0);
            empty(footer.getRow_groups().get(0));
        });
    }

    static RowGroup empty(RowGroup group) {
        group.setNum_rows(0).setTotal_byte_size(0);
        group.getColumns().forEach(column -> column.getMeta_data()
                .setNum_values(0)
                .setTotal_compressed_size(0)
                .setTotal_uncompressed_size(0)
                .setData_page_offset(0)
                .unsetDictionary_page_offset());
        return group;
    }

    /** Puts {@link #UNKNOWN} for the type (1), repetition (3) or converted type (6) of a field of the schema. */
    static void forgetConstant(Path file, int element, int field) throws IOException {
        patch(
                file,
                thrift -> {
                    into(thrift, 2, element);
                    to(thrift, field);
                    return thrift.position();
                },
                (byte) (UNKNOWN << 1));
    }

    /** Makes the logical type of a field of the schema one that does not exist. */
    public static void forgetLogicalType(Path file, int element) throws IOException {
        patch(
                file,
                thrift -> {
                    into(thrift, 2, element);
                    to(thrift, 10);
                    return thrift.position();
                },
                (byte) (9 << 4 | CompactThrift.STRUCT));
    }

    /** Puts {@link #UNKNOWN} for the codec of all column chunks of a column. */
    static void forgetCodec(Path file, int group, int column) throws IOException {
        patch(
                file,
                thrift -> {
                    intoColumn(thrift, group, column);
                    to(thrift, 4);
                    return thrift.position();
                },
                (byte) (UNKNOWN << 1));
    }

    /** Puts {@link #UNKNOWN} for the first of the encodings of a column chunk. */
    static void forgetEncoding(Path file, int group, int column) throws IOException {
        patch(
                file,
                thrift -> {
                    intoColumn(thrift, group, column);
                    to(thrift, 2);
                    thrift.list(CompactThrift.INT);
                    return thrift.position();
                },
                (byte) (UNKNOWN << 1));
    }

    private interface Sought {
        int position(CompactThrift thrift);
    }

    private static void patch(Path file, Sought sought, byte other) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = sought.position(new CompactThrift(bytes, start(bytes), bytes.length - 8));
        bytes[at] = other;
        Files.write(file, bytes);
    }

    private static void intoColumn(CompactThrift thrift, int group, int column) {
        into(thrift, 4, group);
        into(thrift, 1, column);
        to(thrift, 3);
    }

    /** To an item of a list of structures. */
    private static void into(CompactThrift thrift, int field, int item) {
        to(thrift, field);
        thrift.list(CompactThrift.STRUCT);
        for (int i = 0; i < item; i++) {
            thrift.skipStruct();
        }
    }

    /** To a field of the structure that begins here. */
    private static void to(CompactThrift thrift, int field) {
        thrift.begin();
        while (thrift.next() && thrift.field() != field) {
            thrift.skip();
        }
    }

    private static int start(byte[] file) {
        return file.length - 8 - LittleEndian.intAt(file, file.length - 8);
    }
}
