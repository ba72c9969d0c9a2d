package io.crumbless.night.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.job.SparkSettings.DeployMode;
import io.crumbless.night.job.SparkSettings.Sizes;
import io.crumbless.settings.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a job names its engine and how Spark is reached, and holds no secret of it. */
@Tag("unit")
class EngineSettingsTest {
    @TempDir
    private Path folder;

    private JobFile read(String text) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: nightly\npolicy: policy\nwarehouse: warehouse\n" + text);
        return JobFile.read(file);
    }

    @Test
    void theEngineIsThisMachineUnlessTheJobNamesAnother() throws IOException {
        assertThat(read("").engine()).isEqualTo(EngineSettings.LOCAL);
        assertThat(read("engine: spark").engine().kind()).isEqualTo(EngineKind.SPARK);
    }

    @Test
    void readsHowSparkIsReached() throws IOException {
        SparkSettings spark = read("""
                engine: spark
                spark:
                  home: opt/spark
                  master: spark://a:7077,b:7077
                  deploy-mode: cluster
                  driver-memory: 3g
                  driver-cores: 2
                  executor-memory: 8g
                  executor-cores: 4
                  executors: 12
                  queue: nightly
                  shared-folders: true
                  conf:
                    spark.speculation: true
                    spark.task.maxFailures: 8
                    spark.eventLog.dir: hdfs:///logs
                """).engine().spark();

        assertThat(spark)
                .isEqualTo(new SparkSettings(
                        Optional.of(folder.resolve("opt/spark")),
                        Optional.of(new SparkMaster("spark://a:7077,b:7077")),
                        DeployMode.CLUSTER,
                        new Sizes(Optional.of("3g"), OptionalInt.of(2)),
                        new Sizes(Optional.of("8g"), OptionalInt.of(4)),
                        OptionalInt.of(12),
                        Optional.of("nightly"),
                        true,
                        Map.of(
                                "spark.speculation", "true",
                                "spark.task.maxFailures", "8",
                                "spark.eventLog.dir", "hdfs:///logs")));
    }

    /** The choice of the engine does not change the results. */
    @Test
    void theRunIsTheSame() throws IOException {
        assertThat(read("engine: spark\nspark: { master: yarn }").settingsVersion())
                .isEqualTo(read("").settingsVersion());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"local", "local[*]", "local[4]", "local[2, 4]", "yarn", "k8s://https://a:6443", "spark://a:1"})
    void takesMastersOfSpark(String master) throws IOException {
        assertThat(read("spark: { master: '" + master + "' }").engine().spark().master())
                .contains(new SparkMaster(master));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "engine: sparc | Unknown engine 'sparc': did you mean 'spark'?",
                "spark: { master: mesos://a:1 } | expected yarn, k8s://URL, spark://HOST:PORT or local[N]",
                "spark: { master: 'local[0]' } | expected yarn, k8s://URL, spark://HOST:PORT or local[N]",
                "spark: { master: 'local[2]', deploy-mode: cluster } | has no cluster that a driver could run on",
                "spark: { deploy-mode: batch } | Unknown spark.deploy-mode",
                "spark: { executor-memory: 8 GB } | Invalid spark.executor-memory '8 GB': expected a whole number",
                "spark: { executor-memory: 100m } | a night needs 512m at least",
                "spark: { executors: 0 } | spark.executors must be 1 or more but was 0",
                "spark: { driver-cores: -1 } | spark.driver-cores must be 1 or more but was -1",
                "spark: { home: 'hdfs://n/spark' } | Unsupported spark.home: it must be a local folder",
                "spark: { executor-memmory: 8g } | did you mean 'executor-memory'?",
                "spark: { conf: { hive.x: 1 } } | passes over what does not begin with 'spark.'",
                "spark: { conf: { spark.master: yarn } } | say it as spark.master",
                "spark: { conf: { spark.executor.instances: 3 } } | say it as spark.executors",
                "spark: { conf: { spark.executor.userClassPathFirst: true } } | Unsupported key",
            })
    void refusesWhatSparkWouldNotTake(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("job.yaml:4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.hadoop.fs.s3a.secret.key",
                "spark.hadoop.fs.s3a.access.key",
                "spark.hadoop.fs.s3a.session.token",
                "spark.hadoop.fs.azure.account.key.me.dfs.core.windows.net",
                "spark.hadoop.fs.s3a.encryption.key",
                "spark.hadoop.fs.azure.sas.container.me.blob.core.windows.net",
                "spark.hadoop.fs.gs.auth.service.account.private.key",
                "spark.hadoop.dfs.client.credential",
                "spark.ssl.keyPassword",
                "spark.ssl.keyStorePassword",
                "spark.authenticate.secret",
                "spark.executorEnv.AWS_SECRET_ACCESS_KEY",
                "spark.kubernetes.authenticate.submission.oauthToken",
            })
    void refusesSecretsAndSaysNothingOfThem(String key) {
        assertThatThrownBy(() -> read("spark: { conf: { " + key + ": hunter2 } }"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("Unsupported key '" + key + "' in spark.conf: a job file holds no secrets")
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xss4m -Djavax.net.ssl.keyStorePassword=hunter2", "http://me:hunter2@proxy:3128"})
    void refusesSecretsInsideOfAValue(String value) {
        assertThatThrownBy(() -> read("spark: { conf: { spark.driver.extraJavaOptions: '" + value + "' } }"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("a job file holds no secrets")
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.authenticate.secret.file",
                "spark.hadoop.fs.azure.sas.token.provider.type.me.dfs.core.windows.net",
                "spark.hadoop.fs.gs.auth.access.token.provider.impl",
                "spark.kubernetes.driver.secrets.aws",
                "spark.kubernetes.executor.secretKeyRef.AWS_SECRET_ACCESS_KEY",
                "spark.kubernetes.authenticate.submission.oauthTokenFile",
                "spark.hadoop.hadoop.security.credential.provider.path",
                "spark.hadoop.fs.s3a.aws.credentials.provider",
                "spark.security.credentials.hive.enabled",
                "spark.shuffle.spill.compress",
            })
    void takesWhereASecretLies(String key) throws IOException {
        assertThat(read("spark: { conf: { " + key + ": 'x' } }")
                        .engine()
                        .spark()
                        .conf())
                .containsEntry(key, "x");
    }
}
