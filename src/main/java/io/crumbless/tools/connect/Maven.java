package io.crumbless.tools.connect;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs Maven to resolve jars.
 *
 * @param home the folder of the program; a checkout has its own Maven there
 * @param what what is added, for messages
 */
record Maven(Path home, String what) {
    /**
     * Copies all dependencies of a POM; existing files are kept.
     *
     * @param without artifacts to exclude
     * @return the names of the jars in the folder, sorted
     * @throws Failure environment if there is no Maven or it fails
     */
    List<String> copy(Path pom, Path folder, List<String> without) {
        String maven = found().orElseThrow(() -> failure("Maven was not found; with Maven, run: "
                + String.join(" ", command("mvn", pom, folder, without)) + ", and bring the folder along"));
        try {
            run(command(maven, pom, folder, without));
            return jars(folder);
        } catch (IOException e) {
            throw failure("the folder " + folder + " cannot be written: " + e.getMessage());
        }
    }

    private static List<String> command(String maven, Path pom, Path folder, List<String> without) {
        List<String> command = new ArrayList<>(List.of(
                maven, "-q", "-B", "-f", pom.toString(), "dependency:copy-dependencies", "-DincludeScope=runtime"));
        if (!without.isEmpty()) {
            command.add("-DexcludeArtifactIds=" + String.join(",", without));
        }
        command.add("-DoutputDirectory=" + folder);
        return command;
    }

    private static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** The Maven wrapper of a checkout, otherwise the Maven on the path. */
    private Optional<String> found() {
        Stream<Path> path = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(place -> Path.of(place, "mvn"));
        return Stream.concat(Stream.of(home.resolve("mvnw")), path)
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
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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

    Failure failure(String why) {
        return new Failure(ErrorCategory.ENVIRONMENT, "Cannot add " + what + ": " + why);
    }
}
