package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.PageHead;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.ZstdFrame;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.PageType;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** The data pages of a part file, as they are stored. */
public final class DataPages {
    private DataPages() {}

    /**
     * One of them.
     *
     * @param rowGroup counted from 0
     * @param frames how many zstd frames it is
     * @param size of its content, by its head
     * @param declared size of its first frame's content, by that frame
     */
    public record DataPage(int rowGroup, String column, int frames, int size, long declared) {
        /** The size needed by a reader that sizes its buffer by the first frame. */
        public boolean isOneFrame() {
            return frames == 1 && declared == size;
        }
    }

    public static List<DataPage> of(Path file) {
        try (ParquetFileReader reader = ParquetFileReader.open(
                new StorageInputFile(Location.of(file), Files.size(file)), ParquetTable.options())) {
            byte[] bytes = Files.readAllBytes(file);
            List<DataPage> pages = new ArrayList<>();
            List<BlockMetaData> groups = reader.getRowGroups();
            for (int group = 0; group < groups.size(); group++) {
                for (ColumnChunkMetaData chunk : groups.get(group).getColumns()) {
                    add(group, chunk, bytes, pages);
                }
            }
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(int group, ColumnChunkMetaData chunk, byte[] bytes, List<DataPage> pages) {
        int at = (int) chunk.getStartingPos();
        int end = at + (int) chunk.getTotalSize();
        while (at < end) {
            PageHead head = PageHead.read(bytes, at, end);
            at = head.end() + head.compressedSize();
            if (head.type() != PageType.DICTIONARY_PAGE) {
                Slice body = new Slice(bytes, head.end(), at);
                pages.add(new DataPage(
                        group, chunk.getPath().toDotString(), frames(body), head.size(), ZstdFrame.contentSize(body)));
            }
        }
    }

    private static int frames(Slice body) {
        int frames = 0;
        for (Slice rest = body; rest.length() > 0; frames++) {
            rest = rest.from(ZstdFrame.endOfFirst(rest));
        }
        return frames;
    }
}
