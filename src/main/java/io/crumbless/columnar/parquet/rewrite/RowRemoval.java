package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.parquet.read.PageIndexes;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupPlace;
import io.crumbless.columnar.parquet.read.StorageInputFile;
import io.crumbless.columnar.parquet.write.HashedOutputFile;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * Rewrites a part file without some of its rows. Schema, field ids, footer metadata, encodings and the order of rows do
 * not change; row groups and pages without removed rows are copied as bytes. Dictionaries, statistics and bloom filters
 * no longer reveal anything about removed rows.
 */
public final class RowRemoval {
    private RowRemoval() {}

    /**
     * Writes {@code target} from {@code source}. If it fails, {@code target} is deleted.
     *
     * @param rows rows to remove by row group, both counted from 0, sorted
     * @throws ParquetInputException if {@code source} cannot be read
     */
    public static PartSummary without(Location source, Location target, SortedMap<Integer, int[]> rows) {
        HashedOutputFile output = new HashedOutputFile(target, Storage.Sync.ON_CLOSE);
        boolean written = false;
        try {
            PartSummary summary = write(source, target, rows, output);
            written = true;
            return summary;
        } catch (DamagedFile | UnsupportedFile e) {
            throw RowGroupPlace.failure(source, "a row group", e);
        } catch (IOException e) {
            throw PartWriter.cannotWrite(target, e);
        } finally {
            if (!written) {
                PartConcatenation.discard(target, output);
            }
        }
    }

    private static PartSummary write(
            Location source, Location target, SortedMap<Integer, int[]> rows, HashedOutputFile output)
            throws IOException {
        FileEntry file = Storage.of(source).stat(source);
        StorageInputFile input = new StorageInputFile(source, file.size());
        long left = 0;
        int groups = 0;
        try (ParquetFileReader reader = ParquetFileReader.open(input, ParquetTable.options());
                SeekableInputStream bytes = input.newStream()) {
            MessageType message = reader.getFileMetaData().getSchema();
            List<BlockMetaData> blocks = reader.getRowGroups();
            PageIndexes indexes = PageIndexes.read(blocks, bytes, file.size());
            ParquetFileWriter writer = PartWriter.open(output, message);
            writer.start();
            try (GroupRemoval removal = new GroupRemoval(message, bytes, indexes)) {
                for (int group = 0; group < blocks.size(); group++) {
                    BlockMetaData block = blocks.get(group);
                    int[] gone = rows.getOrDefault(group, new int[0]);
                    long stay = block.getRowCount() - gone.length;
                    if (stay == 0) {
                        continue;
                    }
                    if (gone.length == 0) {
                        PartConcatenation.append(writer, message, reader, bytes, indexes, block);
                    } else {
                        removal.write(block, gone, writer);
                    }
                    left += stay;
                    groups++;
                }
            }
            output.holdTail();
            writer.end(
                    new LinkedHashMap<>(new TreeMap<>(reader.getFileMetaData().getKeyValueMetaData())));
        }
        return new PartSummary(target, left, output.bytes(), groups, output.sha256());
    }
}
