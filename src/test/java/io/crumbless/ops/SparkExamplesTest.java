package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.EngineSettings;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Promise: what {@code ops/spark} gives to operators is what the program takes, and names the Spark it is built for. */
@Tag("unit")
class SparkExamplesTest {
    private static final Path SPARK = Path.of("ops/spark");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"local.yaml", "standalone.yaml", "yarn.yaml", "kubernetes/spark.yaml"})
    void whatIsAddedToAJobIsTaken(String file) throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job, "job: nightly\npolicy: policy\nwarehouse: warehouse\n" + Files.readString(SPARK.resolve(file)));

        EngineSettings engine = JobFile.read(job).engine();

        assertThat(engine.kind()).isEqualTo(EngineKind.SPARK);
        assertThat(engine.spark().master()).isPresent();
    }

    @Test
    void theCronJobTriesAgainWhatPasses() throws IOException {
        String manifests = Files.readString(SPARK.resolve("kubernetes/cronjob.yaml"));
        Matcher values = Pattern.compile("values: \\[([0-9, ]+)]").matcher(manifests);

        assertThat(values.find()).isTrue();
        assertThat(values.group(1).split(", "))
                .containsExactlyElementsOf(Arrays.stream(ErrorCategory.values())
                        .filter(one -> one != ErrorCategory.ENVIRONMENT && one != ErrorCategory.BUSY)
                        .map(one -> Integer.toString(one.exitCode()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cronjob.yaml", "rbac.yaml"})
    void theManifestsAreOfOneNamespace(String file) throws IOException {
        Iterable<Object> documents = new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(SPARK.resolve("kubernetes").resolve(file)));

        assertThat(documents).isNotEmpty().allSatisfy(one -> assertThat(
                        ((Map<?, ?>) ((Map<?, ?>) one).get("metadata")).get("namespace"))
                .isEqualTo("crumbless"));
    }

    /** Maven provides the version that the program was compiled with, and the image has the same. */
    @Test
    void oneSparkEverywhere() throws IOException {
        String version = version(Path.of("pom.xml"));

        assertThat(version(SPARK.resolve("pom.xml"))).isEqualTo(version);
        for (String file : List.of("kubernetes/Dockerfile")) {
            assertThat(Files.readString(SPARK.resolve(file))).contains("apache/spark:" + version + "-scala2.13");
        }
    }

    private static String version(Path pom) throws IOException {
        Matcher version = Pattern.compile("<spark\\.version>([^<]+)<").matcher(Files.readString(pom));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
