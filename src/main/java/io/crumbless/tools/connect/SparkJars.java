package io.crumbless.tools.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Has Maven resolve Spark itself into a folder of the program, where nights on Spark look for it if nobody names another.
 *
 * @param home the folder of the program, with {@code ops/spark/pom.xml} in it
 */
public record SparkJars(Path home) {
    /**
     * Resolves and copies them; what lies there already stays.
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

    /** Whether they were added; a Spark that is installed elsewhere is not looked for. */
    public boolean isThere() {
        return Files.isDirectory(folder().resolve("jars"));
    }

    /** A {@code spark.home}. */
    public Path folder() {
        return home.resolve("spark");
    }
}
