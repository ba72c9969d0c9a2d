package io.crumbless.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Makes a footer the same bytes in every process. parquet-java keeps the encodings of a column in a hash set of enum
 * constants, whose order is another one in every Java process; here they are put in the order of their numbers.
 */
final class StableFooter {
    /** Length of the footer and the magic number, behind it. */
    private static final int TRAILER_BYTES = 8;

    private static final Comparator<PageEncodingStats> BY_PAGE_AND_ENCODING = Comparator.comparing(
                    (PageEncodingStats stats) -> stats.getPage_type().getValue())
            .thenComparing(stats -> stats.getEncoding().getValue());

    private StableFooter() {}

    /** @param tail the end of a file, with at least its footer, its length and the magic number */
    static byte[] of(byte[] tail) throws IOException {
        int footerLength = ByteBuffer.wrap(tail, tail.length - TRAILER_BYTES, Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        int footerAt = tail.length - TRAILER_BYTES - footerLength;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(tail, footerAt, footerLength));
        sort(footer);
        ByteArrayOutputStream stable = new ByteArrayOutputStream(tail.length);
        stable.write(tail, 0, footerAt);
        Util.writeFileMetaData(footer, stable);
        int stableLength = stable.size() - footerAt;
        stable.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(stableLength)
                .array());
        stable.write(tail, tail.length - Integer.BYTES, Integer.BYTES);
        return stable.toByteArray();
    }

    private static void sort(FileMetaData footer) {
        for (RowGroup rowGroup : footer.getRow_groups()) {
            for (ColumnChunk chunk : rowGroup.getColumns()) {
                ColumnMetaData column = chunk.getMeta_data();
                List<Encoding> encodings = new ArrayList<>(column.getEncodings());
                encodings.sort(Comparator.comparing(Encoding::getValue));
                column.setEncodings(encodings);
                if (column.isSetEncoding_stats()) {
                    List<PageEncodingStats> stats = new ArrayList<>(column.getEncoding_stats());
                    stats.sort(BY_PAGE_AND_ENCODING);
                    column.setEncoding_stats(stats);
                }
            }
        }
    }
}
