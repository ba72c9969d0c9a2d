package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.SparkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: the Spark settings of a job are passed to spark-submit, and executors have memory beside Java's heap. */
@Tag("unit")
class SparkSubmissionTest {
    private static final Path JAR = Path.of("/opt/crumbless/crumbless-spark.jar");

    @TempDir
    private Path folder;

    private SparkSettings spark(String block) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: nightly\npolicy: policy\nwarehouse: warehouse\nspark: { " + block + " }\n");
        return JobFile.read(file).engine().spark();
    }

    private SparkSubmission submission(String block) throws IOException {
        return new SparkSubmission(spark(block), "crumbless nightly", JAR, List.of(), Map.of());
    }

    private List<String> arguments(String block) throws IOException {
        return submission(block).arguments(List.of("at"));
    }

    @Test
    void asksForWhatTheJobSays() throws IOException {
        assertThat(
                        arguments(
                                "master: yarn, deploy-mode: cluster, driver-memory: 3g, driver-cores: 2, executor-memory: 8g,"
                                        + " executor-cores: 4, executors: 12, queue: nightly, conf: { spark.speculation: true }"))
                .containsSubsequence("--master", "yarn")
                .containsSubsequence("--deploy-mode", "cluster")
                .containsSubsequence("--name", "crumbless nightly")
                .containsSubsequence("--driver-memory", "3g")
                .containsSubsequence("--queue", "nightly")
                .contains(
                        "spark.driver.cores=2",
                        "spark.executor.memory=8g",
                        "spark.executor.cores=4",
                        "spark.executor.instances=12",
                        "spark.speculation=true")
                .endsWith(JAR.toString(), "at");
    }

    @Test
    void leavesToSparkWhatTheJobDoesNotSay() throws IOException {
        assertThat(arguments(""))
                .doesNotContain("--master", "--deploy-mode", "--driver-memory", "--queue", "--jars")
                .noneMatch(
                        word -> word.startsWith("spark.executor.memory=") || word.startsWith("spark.executor.cores"));
    }

    /**
     * zstd and the shuffle use memory outside the heap; without an allowance YARN and Kubernetes kill the executors.
     */
    @Test
    void leavesRoomBesideTheHeap() throws IOException {
        assertThat(arguments("executor-memory: 8g")).contains("spark.executor.memoryOverhead=2048m");
        assertThat(arguments("executor-memory: 1g")).contains("spark.executor.memoryOverhead=768m");
        assertThat(arguments("")).contains("spark.executor.memoryOverhead=768m");
    }

    @Test
    void settingsOfTheJobTakePrecedenceOverDefaults() throws IOException {
        assertThat(arguments("conf: { spark.executor.memoryOverhead: 3g }"))
                .contains("spark.executor.memoryOverhead=3g")
                .doesNotContain("spark.executor.memoryOverhead=768m");
        assertThat(arguments("conf: { spark.executor.memoryOverheadFactor: 0.4 }"))
                .noneMatch(word -> word.startsWith("spark.executor.memoryOverhead="));
    }

    /** Its web pages and its communication between processes would be reachable from the network for no reason. */
    @Test
    void servesNobodyOutsideOfThisMachineWhereItIsAlone() throws IOException {
        assertThat(arguments("master: 'local[2]'"))
                .contains(
                        "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1", "spark.ui.enabled=false");
        assertThat(arguments("master: 'local[2]', conf: { spark.ui.enabled: true }"))
                .contains("spark.ui.enabled=true")
                .doesNotContain("spark.ui.enabled=false");
        assertThat(arguments("master: yarn"))
                .noneMatch(word -> word.startsWith("spark.ui.") || word.startsWith("spark.driver."));
    }

    /** Else it looks up the name of the machine, which no server may know. */
    @Test
    void isGivenAnAddressWhereItIsAlone() throws IOException {
        assumeTrue(System.getenv("SPARK_LOCAL_IP") == null, "the environment names another address");

        assertThat(submission("master: 'local[2]'").environment()).containsEntry("SPARK_LOCAL_IP", "127.0.0.1");
        assertThat(submission("master: yarn").environment()).isEmpty();
    }

    @Test
    void compilesAsTheLauncherDoesWhereItIsAlone() throws IOException {
        System.setProperty(OnThisMachine.JAVA_OPTIONS, "-XX:+UseParallelGC -XX:-UseSuperWord");
        try {
            assertThat(arguments("master: 'local[*]'"))
                    .contains("spark.driver.defaultJavaOptions=-XX:+IgnoreUnrecognizedVMOptions -XX:+UseParallelGC"
                            + " -XX:-UseSuperWord");
            assertThat(arguments("master: yarn")).noneMatch(word -> word.contains("JavaOptions"));
            // Java does not start with two collectors.
            assertThat(arguments("master: 'local[*]', conf: { spark.driver.extraJavaOptions: '-XX:+UseG1GC' }"))
                    .contains("spark.driver.defaultJavaOptions=-XX:+IgnoreUnrecognizedVMOptions -XX:-UseSuperWord");
        } finally {
            System.clearProperty(OnThisMachine.JAVA_OPTIONS);
        }
        assertThat(arguments("master: 'local[*]'")).noneMatch(word -> word.contains("JavaOptions"));
    }

    /** There an application is given cores, of which executors are made. */
    @Test
    void aStandaloneClusterIsAskedForCores() throws IOException {
        assertThat(arguments("master: 'spark://a:7077', executors: 3, executor-cores: 4"))
                .contains(
                        "spark.cores.max=12",
                        "spark.executor.cores=4",
                        "spark.standalone.submit.waitAppCompletion=true");
    }

    @Test
    void takesAlongHowPlacesAreReached() throws IOException {
        SparkSubmission submission = new SparkSubmission(
                spark(""),
                "crumbless nightly",
                JAR,
                List.of(Path.of("/ext/a.jar"), Path.of("/ext/b.jar")),
                Map.of("fs.s3a.endpoint", "http://127.0.0.1:9"));

        assertThat(submission.arguments(List.of()))
                .containsSubsequence("--jars", "/ext/a.jar,/ext/b.jar")
                .contains(
                        "spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:9",
                        "spark.plugins=" + HadoopKeysPlugin.class.getName());
    }
}
