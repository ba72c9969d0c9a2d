package io.crumbless.tools.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Has Maven resolve the jars of a connector into a folder.
 *
 * @param home the folder of the program, where a checkout has its own Maven
 * @param folder for jars that are put on the class path
 * @param connector one that is {@linkplain Connector#isAddable() resolved}
 */
public record ConnectorJars(Path home, Path folder, Connector connector) {

    /** What the program has in its own folder of libraries, in a version that serves both. */
    private static final List<String> HAD_ALREADY =
            List.of("slf4j-api", "commons-logging", "commons-codec", "commons-lang3", "reactive-streams", "log4j-api");

    /**
     * Resolves and copies them; what lies there already stays.
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
