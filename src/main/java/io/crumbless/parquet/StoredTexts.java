package io.crumbless.parquet;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.SeekableInputStream;

/** Goes through the texts of one column chunk without its levels and ids. */
public final class StoredTexts {
    private StoredTexts() {}

    /** Shown the texts. */
    @FunctionalInterface
    public interface Visitor {
        /** @param bytes UTF-8, valid until it returns */
        void text(byte[] bytes, int offset, int length);
    }

    static void show(SeekableInputStream stream, ColumnChunkMetaData chunk, ColumnDescriptor column, Visitor visitor)
            throws IOException {
        byte[] stored = new byte[Math.toIntExact(chunk.getTotalSize())];
        stream.seek(chunk.getStartingPos());
        stream.readFully(stored);
        try (Decompressor decompressor = Decompressor.of(chunk.getCodec())) {
            PageStream pages = new PageStream(column, chunk, stored, decompressor);
            PageStream.Dictionary dictionary = pages.dictionary();
            if (dictionary != null) {
                show(dictionary.values(), visitor);
            }
            for (PageStream.Stored page = pages.nextStored(); page != null; page = pages.nextStored()) {
                if (ChunkRemoval.encoding(page) == Encoding.PLAIN) {
                    show(pages.open(page).values(), visitor);
                }
            }
        }
    }

    private static void show(Slice values, Visitor visitor) {
        int at = values.start();
        while (at < values.end()) {
            int next = ChunkRemoval.behindText(values, at);
            visitor.text(values.bytes(), at + 4, next - at - 4);
            at = next;
        }
    }
}
