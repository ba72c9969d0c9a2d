package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: connectors that were added to the program travel to Spark, with what they share with the program. */
@Tag("unit")
class ConnectorFolderTest {
    @TempDir
    private Path lib;

    @Test
    void travelWithWhatTheyShareWithTheProgram() throws IOException {
        Path ext = Files.createDirectories(lib.resolve("ext"));
        Path shared = Files.createFile(lib.resolve("reactive-streams-1.0.4.jar"));
        Files.createFile(lib.resolve("spring-core-7.0.jar"));
        Path connector = Files.createFile(ext.resolve("hadoop-aws-3.5.0.jar"));
        Files.createFile(ext.resolve("README.txt"));

        assertThat(new ConnectorFolder(ext).jars()).containsExactly(connector, shared);
    }

    @Test
    void noneTravelWhereNoneWereAdded() throws IOException {
        Files.createFile(lib.resolve("reactive-streams-1.0.4.jar"));

        assertThat(new ConnectorFolder(lib.resolve("ext")).jars()).isEmpty();
    }
}
