package io.crumbless.night.local;

import io.crumbless.night.spark.TestingSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entire nights on Spark pass the same scenarios as those of {@link NightsTest} on the local engine. */
@Tag("night")
@Tag("spark")
class SparkNightsTest {
    @TempDir
    private Path folder;

    static List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/nights"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("written")
    void decideAsWrittenDown(Path file) throws IOException {
        new TestingNights(folder, Files.readString(file), TestingSpark.engine()).run();
    }
}
