package io.crumbless.parquet;

import io.crumbless.storage.FileEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Checks a footer before parquet-java believes it: it takes as much memory as a footer asks for, and reads where it
 * points.
 */
final class FooterCheck {
    private static final int MAGIC_BYTES = 4;
    private static final int TAIL_BYTES = 4 + MAGIC_BYTES;

    private FooterCheck() {}

    /** Magic bytes, length, and the shape of the Thrift structure: every length in it lies within it. */
    static void check(FileEntry file, SeekableInputStream stream) throws IOException {
        if (file.size() < MAGIC_BYTES + TAIL_BYTES) {
            throw new DamagedFile("a file of " + file.size() + " bytes is no Parquet file");
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
        long start = file.size() - TAIL_BYTES - length;
        if (length <= 0 || start < MAGIC_BYTES) {
            throw new DamagedFile("its length is " + length + " in a file of " + file.size() + " bytes");
        }
        ThriftShape.check(read(stream, start, length), 0, length);
    }

    private static byte[] read(SeekableInputStream stream, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        stream.seek(position);
        stream.readFully(bytes);
        return bytes;
    }

    /** Every column chunk lies within the file and counts fit; returns the number of rows. */
    static long checkRowGroups(FileEntry file, ParquetMetadata footer) {
        if (footer.getFileMetaData().getEncryptionType() != null
                && footer.getFileMetaData().getEncryptionType() != FileMetaData.EncryptionType.UNENCRYPTED) {
            throw new UnsupportedFile("the file is encrypted; deliver it unencrypted");
        }
        long rows = 0;
        for (BlockMetaData group : footer.getBlocks()) {
            if (group.getRowCount() < 0) {
                throw new DamagedFile("a row group of fewer than no rows");
            }
            rows = Math.addExact(rows, group.getRowCount());
            for (ColumnChunkMetaData chunk : group.getColumns()) {
                checkChunk(file, footer, group, chunk);
            }
        }
        return rows;
    }

    private static void checkChunk(
            FileEntry file, ParquetMetadata footer, BlockMetaData group, ColumnChunkMetaData chunk) {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        if (start < MAGIC_BYTES || size < 0 || size > file.size() - start) {
            throw new DamagedFile("a column chunk outside the file");
        }
        boolean repeated = footer.getFileMetaData()
                        .getSchema()
                        .getMaxRepetitionLevel(chunk.getPath().toArray())
                > 0;
        long values = chunk.getValueCount();
        if (repeated ? values < group.getRowCount() : values != group.getRowCount()) {
            throw new DamagedFile("a column chunk with " + values + " values in a row group of " + group.getRowCount());
        }
    }
}
