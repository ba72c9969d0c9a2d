package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Promise: a place that names no server is of the file system that Hadoop's configuration names. */
@Tag("hdfs")
@Isolated(
        "Java has one configuration of Hadoop for all of it, by which paths without a scheme lie elsewhere meanwhile.")
class DefaultFileSystemTest {
    @TempDir
    private Path disk;

    /** {@code hdfs:///path}, as Hadoop's own commands take it. */
    @Test
    void aPathWithoutAServerIsOfTheDefaultFileSystem() throws IOException {
        Location pointer = Location.of("hdfs:///default/CURRENT");
        assertThatThrownBy(() -> Storage.requireServed(pointer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it names no server, and fs.defaultFS");
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.toString());
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build()) {
            HadoopStorage.configuration().set("fs.defaultFS", cluster.getURI().toString());
            Storage.requireServed(pointer);
            Storage storage = Storage.of(pointer);
            storage.createFolders(pointer.parent());
            storage.replaceAtomically(pointer, new byte[] {1});
            storage.replaceAtomically(pointer, new byte[] {1, 2});

            assertThat(storage.stat(pointer).size()).isEqualTo(2);
            assertThat(storage.glob(Location.of("hdfs:///default/*")))
                    .extracting(FileEntry::location)
                    .containsExactly(pointer);
        } finally {
            HadoopStorage.configuration().unset("fs.defaultFS");
        }
    }
}
