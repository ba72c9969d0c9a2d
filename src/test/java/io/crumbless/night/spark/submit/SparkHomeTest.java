package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: the Spark that is named is found, and one that the program does not run on is refused before the night begins. */
@Tag("unit")
class SparkHomeTest {
    @TempDir
    private Path folder;

    private Path home(String name, String jar) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("jars"));
        Files.createFile(home.resolve("jars").resolve(jar));
        return home;
    }

    private Path none() {
        return folder.resolve("none");
    }

    /** By 'crumbless connector add spark'. */
    @Test
    void whatWasAddedIsFoundLast() throws IOException {
        Path added = home("added", "spark-core_2.13-4.2.0.jar");

        assertThat(SparkHome.find(Optional.empty(), Optional.empty(), added)).isEqualTo(new SparkHome(added));
    }

    @Test
    void theJobTakesPrecedenceOverTheEnvironment() throws IOException {
        Path named = home("named", "spark-core_2.13-4.2.0.jar");
        Path other = home("other", "spark-core_2.13-4.1.0.jar");

        assertThat(SparkHome.find(Optional.of(named), Optional.of(other.toString()), none()))
                .isEqualTo(new SparkHome(named));
        assertThat(SparkHome.find(Optional.empty(), Optional.of(other.toString()), none()))
                .isEqualTo(new SparkHome(other));
    }

    @Test
    void refusesWhereThereIsNone() throws IOException {
        assertThatThrownBy(() -> SparkHome.find(Optional.empty(), Optional.of(" "), none()))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Missing Spark: the job has no spark.home and there is no SPARK_HOME; name")
                .extracting(each -> ((Failure) each).category())
                .isEqualTo(Failure.ErrorCategory.SETTINGS);
        assertThatThrownBy(() -> SparkHome.find(Optional.of(folder.resolve("nothing")), Optional.empty(), none()))
                .hasMessageContaining("there is no jars/spark-core_*.jar in it");
    }

    @Test
    void refusesAnotherLineOfSparkOrScala() throws IOException {
        for (String jar : List.of("spark-core_2.13-3.5.1.jar", "spark-core_2.12-4.2.0.jar")) {
            Path home = home(jar, jar);
            assertThatThrownBy(() -> SparkHome.find(Optional.of(home), Optional.empty(), none()))
                    .hasMessageContaining(jar + " is not of Spark 4 with Scala 2.13");
        }
    }

    /** It reads spark-env.sh, and what administrators have put into it. */
    @Test
    void asksTheScriptOfADistribution() throws IOException {
        Path home = home("dist", "spark-core_2.13-4.2.0.jar");
        Path script = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.createFile(script);
        assertThat(script.toFile().setExecutable(true)).isTrue();

        assertThat(new SparkHome(home).command(Path.of("java"), List.of("--name", "a b")))
                .containsExactly(script.toString(), "--name", "a b");
    }
}
