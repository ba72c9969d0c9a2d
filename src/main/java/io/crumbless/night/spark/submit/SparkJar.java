package io.crumbless.night.spark.submit;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar of the program for Spark, {@code crumbless-<version>-spark.jar}, beside the program. */
final class SparkJar {
    private SparkJar() {}

    /** @throws Failure environment if there is none */
    static Path find() {
        return in(program().resolveSibling(""));
    }

    static Path in(Path folder) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "crumbless-*-spark.jar")) {
            for (Path jar : found) {
                return jar;
            }
        } catch (IOException e) {
            throw missing(folder, e);
        }
        throw missing(folder, null);
    }

    /** The jar or folder from which this class was loaded. */
    private static Path program() {
        try {
            return Path.of(SparkJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A class that comes from nowhere", e);
        }
    }

    private static Failure missing(Path folder, @org.jspecify.annotations.Nullable IOException cause) {
        return new Failure(
                ErrorCategory.ENVIRONMENT,
                "Missing crumbless-<version>-spark.jar in " + folder
                        + ": it is what Spark runs; take it from the release of this version, or build with ./mvnw package",
                cause);
    }
}
