package io.crumbless.tools.connect;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has Maven resolve the jars of the connector to S3 into a folder.
 *
 * @param home the folder of the program, where a checkout has its own Maven
 * @param folder for jars that are put on the class path
 */
public record ConnectorJars(Path home, Path folder) {
    private static final String POM = "s3.xml";

    /** What the program has in its own folder of libraries, in a version that serves both. */
    private static final String HAD_ALREADY =
            "slf4j-api,commons-logging,commons-codec,commons-lang3,reactive-streams,log4j-api";

    /**
     * Resolves and copies them; what lies there already stays.
     *
     * @return their names, sorted
     * @throws Failure environment if there is no Maven or it fails
     */
    public List<String> add() {
        try {
            Files.createDirectories(folder);
            Path pom = folder.resolve(".connector.xml");
            try (InputStream in = ConnectorJars.class.getResourceAsStream(POM)) {
                Files.write(pom, in.readAllBytes());
            }
            String maven = maven().orElseThrow(() -> failure("there is no Maven here; where there is one, run: "
                    + String.join(" ", command("mvn", pom)) + ", and bring the folder along"));
            run(command(maven, pom));
            Files.deleteIfExists(pom);
            return jars();
        } catch (IOException e) {
            throw failure("the folder " + folder + " cannot be written: " + e.getMessage());
        }
    }

    private List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> command(String maven, Path pom) {
        return List.of(
                maven,
                "-q",
                "-B",
                "-f",
                pom.toString(),
                "dependency:copy-dependencies",
                "-DincludeScope=runtime",
                "-DexcludeArtifactIds=" + HAD_ALREADY,
                "-DoutputDirectory=" + folder);
    }

    /** The one of a checkout, else one on the path. */
    private Optional<String> maven() {
        Path wrapper = home.resolve("mvnw");
        return Stream.concat(
                        Stream.of(wrapper),
                        Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                        .orElse("")
                                        .split(File.pathSeparator))
                                .map(place -> Path.of(place, "mvn")))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(Files.isDirectory(home) ? home.toFile() : null)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw failure("Maven failed: " + output.lines().findFirst().orElse("it said nothing")
                        + "; the command was: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw failure("it was stopped");
        }
    }

    private static Failure failure(String why) {
        return new Failure(ErrorCategory.ENVIRONMENT, "Cannot add the connector s3: " + why);
    }
}
