package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.local.TestingJob;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a night is called small by what its job file names, and a job file that cannot be read is no failure here. */
@Tag("night")
class NightSizeTest {
    @TempDir
    Path folder;

    private Path job;

    @BeforeEach
    void deliver() {
        new TestingJob(folder);
        job = folder.resolve("job.yaml");
    }

    @Test
    void theJobIsTheFirstArgumentThatIsAFile() {
        assertThat(NightSize.isSmall("--date", "2026-11-22", job.toString())).isTrue();
    }

    @Test
    void whatSourcesDeliveredForAnyDateCounts() throws IOException {
        grow("declarations/store-2026-11-20.csv", NightSize.SMALL + 1);

        assertThat(NightSize.isSmall(job.toString())).isFalse();
    }

    @Test
    void theWarehouseCounts() throws IOException {
        grow("warehouse/snapshots/one/evidence/part-0.parquet", NightSize.SMALL / 2);
        grow("legacy/dmp.csv", NightSize.SMALL / 2);
        assertThat(NightSize.isSmall(job.toString())).isFalse();

        Files.delete(folder.resolve("legacy/dmp.csv"));
        assertThat(NightSize.isSmall(job.toString())).isTrue();
    }

    @Test
    void whatLiesBesideTheSourcesDoesNotCount() throws IOException {
        grow("other.csv", NightSize.SMALL + 1);

        assertThat(NightSize.isSmall(job.toString())).isTrue();
    }

    @Test
    void whatLiesElsewhereIsTakenForLarge() throws IOException {
        String text = Files.readString(job);

        Files.writeString(job, text.replace("legacy/dmp.csv", "hdfs://namenode:8020/legacy/dmp.csv"));
        assertThat(NightSize.isSmall(job.toString())).isFalse();

        Files.writeString(
                job,
                text.replace(
                        "path: erasures.csv",
                        "database: { url: \"jdbc:postgresql://host/shop\", user: me, table: erasures }"));
        assertThat(NightSize.isSmall(job.toString())).isFalse();
    }

    @Test
    void scriptsOfADatabaseInMemoryCountAsFiles() throws IOException {
        Files.writeString(
                job,
                Files.readString(job)
                        .replace("path: erasures.csv", "database: { scripts: [some.sql], table: erasures }"));
        assertThat(NightSize.isSmall(job.toString())).isTrue();

        grow("some.sql", NightSize.SMALL + 1);
        assertThat(NightSize.isSmall(job.toString())).isFalse();
    }

    @Test
    void aJobThatCannotBeReadIsOverSoon() throws IOException {
        Files.writeString(job, "job: [");

        assertThat(NightSize.isSmall(job.toString())).isTrue();
        assertThat(NightSize.isSmall("nowhere.yaml", "\0")).isTrue();
    }

    private void grow(String file, long bytes) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        try (RandomAccessFile grown = new RandomAccessFile(path.toFile(), "rw")) {
            grown.setLength(bytes);
        }
    }
}
