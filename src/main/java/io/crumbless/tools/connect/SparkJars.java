package io.crumbless.tools.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Resolves Spark by Maven into a folder of the program. Runs on Spark use it unless another installation is configured.
 *
 * @param home the folder of the program, which contains {@code ops/spark/pom.xml}
 */
public record SparkJars(Path home) {
    /**
     * Resolves and copies the jars; existing files are kept.
     *
     * @return their names, sorted
     * @throws io.crumbless.process.Failure environment if there is no Maven or it fails
     */
    public List<String> add() {
        Maven maven = new Maven(home, "Spark");
        Path pom = home.resolve("ops/spark/pom.xml");
        if (!Files.exists(pom)) {
            throw maven.failure(
                    "there is no " + pom + "; unpack the whole release, or name an installation with spark.home");
        }
        return maven.copy(pom, folder().resolve("jars"), List.of());
    }

    /** Whether the jars were added; Spark installations elsewhere are not considered. */
    public boolean isThere() {
        return Files.isDirectory(folder().resolve("jars"));
    }

    /** The folder, which can serve as {@code spark.home}. */
    public Path folder() {
        return home.resolve("spark");
    }
}
