package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a folder that executors do not have is refused before the night begins, and named. */
@Tag("unit")
class ReachableFoldersTest {
    @TempDir
    private Path folder;

    private ReachableFolders folders(String warehouse, String links, String spark) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, """
                job: nightly
                policy: policy
                warehouse: %s
                control: { folder: control }
                spill: spill
                legacy:
                  links:
                    - name: logins
                      path: %s
                      columns: { cookie-id: c, subject-id: s, method: m, linked-at: l }
                spark: { %s }
                """.formatted(warehouse, links, spark));
        JobFile job = JobFile.read(file);
        return new ReachableFolders(job, job.engine().spark());
    }

    @Test
    void refusesAWarehouseThatExecutorsDoNotHave() throws IOException {
        ReachableFolders folders = folders("warehouse", "hdfs://n:1/links.csv", "master: yarn");

        assertThatThrownBy(folders::require)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot run job nightly on Spark: ")
                .hasMessageContaining("warehouse lies on this machine");
    }

    @Test
    void refusesDeliveriesThatExecutorsDoNotHave() throws IOException {
        ReachableFolders folders = folders("hdfs://n:1/warehouse", "links.csv", "master: 'spark://a:7077'");

        assertThatThrownBy(folders::require).hasMessageContaining("links.csv lies on this machine");
    }

    @Test
    void takesWhatEveryMachineHas() throws IOException {
        assertThatCode(folders("hdfs://n:1/warehouse", "hdfs://n:1/links.csv", "master: yarn")::require)
                .doesNotThrowAnyException();
        assertThatCode(folders("warehouse", "links.csv", "master: yarn, shared-folders: true")::require)
                .doesNotThrowAnyException();
        assertThatCode(folders("warehouse", "links.csv", "master: 'local[2]'")::require)
                .doesNotThrowAnyException();
    }
}
