package io.crumbless.tools.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingScript;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Added jars are those that the program is compiled with; without Maven the message says what to run. */
@Tag("crash")
class ConnectorJarsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "s3, hadoop.version",
        "s3, awssdk.version",
        "orc, orc.version",
        "orc, orc-format.version",
        "orc, hive-storage-api.version",
        "delta, delta.version",
        "delta, roaringbitmap.version",
        "iceberg, iceberg.version",
        "iceberg, roaringbitmap.version",
        "iceberg, parquet.version",
        "sqlserver, mssql-jdbc.version",
        "kafka, kafka.version"
    })
    void theVersionsAreThoseOfTheBuild(String connector, String property) throws IOException {
        assertThat(version(pom(connector), property))
                .isEqualTo(version(Files.readString(Path.of("pom.xml")), property));
    }

    @Test
    void allOfAwsIsLeftOut() throws IOException {
        assertThat(pom("s3")).contains("<artifactId>bundle</artifactId>");
    }

    /** They would come before those the program is tested with, or lie there twice. */
    @ParameterizedTest
    @ValueSource(strings = {"orc", "delta", "iceberg"})
    void whatTheProgramHasIsLeftOut(String connector) throws IOException {
        assertThat(pom(connector)).contains("<groupId>org.apache.hadoop</groupId>");
    }

    private static String pom(String connector) throws IOException {
        try (InputStream in = ConnectorJars.class.getResourceAsStream(connector + ".xml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String version(String pom, String property) {
        Matcher matcher =
                Pattern.compile("<" + property + ">([^<]+)</" + property + ">").matcher(pom);
        assertThat(matcher.find()).as(property).isTrue();
        return matcher.group(1);
    }

    @Test
    void mavenOfTheCheckoutIsAskedForThem() throws IOException {
        Path ext = folder.resolve("lib/ext");
        maven("for option; do case $option in -DoutputDirectory=*) touch \"${option#*=}/hadoop-aws.jar\";; esac; done\n"
                + "echo \"$*\" > asked\n");

        assertThat(new ConnectorJars(folder, ext, Connector.S3).add()).containsExactly("hadoop-aws.jar");
        assertThat(folder.resolve("asked"))
                .content()
                .contains("dependency:copy-dependencies -DincludeScope=runtime")
                .contains("-DoutputDirectory=" + ext);
    }

    @Test
    void whatMavenSaysIsPassedOn() throws IOException {
        maven("echo '[ERROR] repo.example is not reachable'; exit 1\n");

        assertThatThrownBy(() -> new ConnectorJars(folder, folder.resolve("ext"), Connector.S3).add())
                .isInstanceOf(Failure.class)
                .hasMessageContaining(
                        "Cannot add the connector s3: Maven failed: [ERROR] repo.example is not reachable");
    }

    @Test
    void sparkIsBroughtIntoAFolderOfTheProgram() throws IOException {
        Files.createDirectories(folder.resolve("ops/spark"));
        Files.copy(Path.of("ops/spark/pom.xml"), folder.resolve("ops/spark/pom.xml"));
        maven("for option; do case $option in -DoutputDirectory=*) mkdir -p \"${option#*=}\"; touch"
                + " \"${option#*=}/spark-core_2.13-4.2.0.jar\";; esac; done\n");

        assertThat(new SparkJars(folder).add()).containsExactly("spark-core_2.13-4.2.0.jar");
        assertThat(folder.resolve("spark/jars/spark-core_2.13-4.2.0.jar")).exists();
    }

    @Test
    void whereNothingSaysWhatSparkIsMadeOfThatIsReported() {
        assertThatThrownBy(() -> new SparkJars(folder).add())
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot add Spark: there is no ");
    }

    private void maven(String script) throws IOException {
        TestingScript.write(folder.resolve("mvnw"), "#!/bin/sh\n" + script);
    }
}
