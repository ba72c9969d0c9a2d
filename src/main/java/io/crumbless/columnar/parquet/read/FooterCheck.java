package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.MemoryLimit;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.LittleEndian;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * Checks a footer before parquet-java parses it, since parquet-java allocates as much memory as a footer claims, and
 * reads wherever it points.
 */
final class FooterCheck {
    private static final int MAGIC_BYTES = 4;
    private static final int TAIL_BYTES = 4 + MAGIC_BYTES;

    /** Bytes of memory per byte of a footer; footers are far smaller than pages. */
    private static final int OBJECT_BYTES = 2;

    private FooterCheck() {}

    /** Start of a footer with this length. */
    static long footerStart(FileEntry file, int length) {
        return file.size() - TAIL_BYTES - length;
    }

    /**
     * Reads the footer after checking magic bytes, its length, and the structure of its Thrift encoding: every length
     * in it must be within its bytes.
     */
    static FooterLayout read(FileEntry file, SeekableInputStream stream) throws IOException {
        if (file.size() < MAGIC_BYTES + TAIL_BYTES) {
            throw new DamagedFile("a file of " + file.size() + " bytes is not a Parquet file");
        }
        byte[] tail = read(stream, file.size() - TAIL_BYTES, TAIL_BYTES);
        String magic = new String(tail, 4, MAGIC_BYTES, StandardCharsets.ISO_8859_1);
        if (magic.equals("PARE")) {
            throw new UnsupportedFile("the file is encrypted; deliver it unencrypted");
        }
        if (!magic.equals("PAR1")) {
            throw new DamagedFile("the file does not end as a Parquet file does; it is cut short, or of another kind");
        }
        int length = LittleEndian.intAt(tail, 0);
        long start = footerStart(file, length);
        if (length <= 0 || start < MAGIC_BYTES) {
            throw new DamagedFile("its length is " + length + " in a file of " + file.size() + " bytes");
        }
        MemoryLimit.require((long) length * OBJECT_BYTES, "a footer of " + length + " bytes");
        return new FooterLayout(read(stream, start, length));
    }

    private static byte[] read(SeekableInputStream stream, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        stream.seek(position);
        stream.readFully(bytes);
        return bytes;
    }

    static void checkNotEncrypted(FileMetaData metadata) {
        if (metadata.getEncryptionType() != null
                && metadata.getEncryptionType() != FileMetaData.EncryptionType.UNENCRYPTED) {
            throw new UnsupportedFile("the file is encrypted; deliver it unencrypted");
        }
    }

    /**
     * Checks that every column chunk is within the file and that counts agree. Without rows, there may be no pages, and
     * writers of empty tables leave the offsets at 0.
     */
    static void checkRowGroup(long dataEnd, MessageType schema, BlockMetaData group) {
        for (ColumnChunkMetaData chunk : group.getColumns()) {
            checkValues(schema, group, chunk);
            if (group.getRowCount() > 0) {
                checkPlace(dataEnd, chunk);
            }
        }
    }

    private static void checkPlace(long dataEnd, ColumnChunkMetaData chunk) {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        if (start < MAGIC_BYTES || size < 0 || start > dataEnd || size > dataEnd - start) {
            throw new DamagedFile("a column chunk outside the file, of column '"
                    + chunk.getPath().toDotString() + "'");
        }
    }

    private static void checkValues(MessageType schema, BlockMetaData group, ColumnChunkMetaData chunk) {
        boolean repeated = schema.getMaxRepetitionLevel(chunk.getPath().toArray()) > 0;
        long values = chunk.getValueCount();
        if (repeated ? values < group.getRowCount() : values != group.getRowCount()) {
            throw new DamagedFile("a column chunk with " + values + " values in a row group of " + group.getRowCount()
                    + ", of column '" + chunk.getPath().toDotString() + "'");
        }
    }
}
