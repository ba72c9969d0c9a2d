package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.rewrite.PartConcatenation;
import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HDFS keeps the storage contract, and part files are written, joined and read there. */
@Tag("hdfs")
class HadoopStorageTest extends StorageContract {
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    @TempDir
    static Path disk;

    private static MiniDFSCluster cluster;

    private final Location folder = Location.of(cluster.getURI() + "/test-" + FOLDERS.incrementAndGet());

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.toString());
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @Override
    Location folder() {
        Storage.of(folder).createFolders(folder);
        return folder;
    }

    @Test
    void hasNoLinks() {
        assertThat(Storage.of(folder()).links()).isEmpty();
    }

    /** As behind its restart, until it knows where the blocks are. */
    @Test
    void aNameNodeThatIsInSafeModeForAMomentIsWaitedFor() throws Exception {
        Location file = folder().resolve("waited-for");
        cluster.getFileSystem().setSafeMode(SafeModeAction.ENTER);
        Thread leaving = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(3);
                cluster.getFileSystem().setSafeMode(SafeModeAction.LEAVE);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        leaving.start();

        Storage.of(file).replaceAtomically(file, new byte[] {1});

        assertThat(Storage.of(file).stat(file).size()).isEqualTo(1);
        leaving.join();
    }

    @Test
    void partFilesAreWrittenJoinedAndRead() {
        TableSchema schema = TableSchema.of("t", List.of(Column.of("word", 1, ColumnType.TEXT)));
        Location first = write(schema, folder.resolve("1.parquet"), 0);
        Location second = write(schema, folder.resolve("2.parquet"), 500);
        Location target = folder.resolve("joined.parquet");

        PartSummary summary = PartConcatenation.join(target, schema, List.of(first, second));

        assertThat(summary.bytes()).isEqualTo(Storage.of(target).stat(target).size());
        assertThat(summary.sha256()).isEqualTo(Sha256.ofFile(target));
        ParquetTable table = ParquetTable.open(target);
        int row = 0;
        for (int group = 0; group < table.rowGroups(); group++) {
            try (RowGroupReader rows = table.rowGroup(group, List.of("word"))) {
                ColumnCursor words = rows.column("word");
                while (words.next()) {
                    assertThat(words.text()).isEqualTo("word " + row++);
                }
            }
        }
        assertThat(row).isEqualTo(1_000);
    }

    private static Location write(TableSchema schema, Location file, int from) {
        try (PartWriter writer = PartWriter.create(file, schema, PartSettings.DEFAULT)) {
            for (int i = from; i < from + 500; i++) {
                writer.beginRow();
                writer.text(0, "word " + i);
                writer.endRow();
            }
            writer.finish();
        }
        return file;
    }
}
