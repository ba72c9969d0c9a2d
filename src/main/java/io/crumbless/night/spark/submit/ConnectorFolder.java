package io.crumbless.night.spark.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Installed connectors to file systems, which driver and executors also need.
 *
 * @param folder {@code ext}, in the folder of the program's own libraries
 */
record ConnectorFolder(Path folder) {
    /**
     * Libraries that connectors need and the program contains, so that they are not installed with connectors; Spark
     * does not contain them.
     */
    private static final String SHARED = "reactive-streams-*.jar";

    /** The folder named by the launcher; empty if the program was started otherwise. */
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
