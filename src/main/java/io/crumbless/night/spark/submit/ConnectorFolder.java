package io.crumbless.night.spark.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Connectors to file systems that were added to the program, which driver and executors need too.
 *
 * @param folder {@code ext}, in the folder of the program's own libraries
 */
record ConnectorFolder(Path folder) {
    /** What connectors use, and the program has itself, so that they come without it; of Spark's own jars it is none. */
    private static final String SHARED = "reactive-streams-*.jar";

    /** Those the launcher names; empty where this is run by another one. */
    static List<Path> ofThisProgram() {
        String folder = System.getProperty("crumbless.connectors", "");
        return folder.isEmpty() ? List.of() : new ConnectorFolder(Path.of(folder)).jars();
    }

    List<Path> jars() {
        List<Path> jars = new ArrayList<>(in(folder, "*.jar"));
        if (!jars.isEmpty()) {
            jars.addAll(in(folder.toAbsolutePath().resolveSibling(""), SHARED));
        }
        return jars;
    }

    private static List<Path> in(Path folder, String names) {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, names)) {
                found.forEach(jars::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        jars.sort(null);
        return jars;
    }
}
