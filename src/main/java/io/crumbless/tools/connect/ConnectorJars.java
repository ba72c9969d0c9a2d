package io.crumbless.tools.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Resolves the jars of a connector into a folder by Maven.
 *
 * @param home the folder of the program; a checkout has its own Maven there
 * @param folder the folder whose jars are put on the class path
 * @param connector a connector that {@linkplain Connector#isAddable() can be resolved}
 */
public record ConnectorJars(Path home, Path folder, Connector connector) {

    /** Artifacts that the program already has among its own libraries, in a version that suits both. */
    private static final List<String> HAD_ALREADY =
            List.of("slf4j-api", "commons-logging", "commons-codec", "commons-lang3", "reactive-streams", "log4j-api");

    /**
     * Resolves and copies the jars; existing files are kept.
     *
     * @return their names, sorted
     * @throws io.crumbless.process.Failure environment if there is no Maven or it fails
     */
    public List<String> add() {
        Maven maven = new Maven(home, "the connector " + connector.word());
        try {
            Files.createDirectories(folder);
            Path pom = folder.resolve(".connector.xml");
            try (InputStream in = ConnectorJars.class.getResourceAsStream(connector.word() + ".xml")) {
                Files.write(pom, in.readAllBytes());
            }
            List<String> jars = maven.copy(pom, folder, HAD_ALREADY);
            Files.deleteIfExists(pom);
            return jars;
        } catch (IOException e) {
            throw maven.failure("the folder " + folder + " cannot be written: " + e.getMessage());
        }
    }
}
