package io.crumbless.warehouse.snapshot;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Name and version of this program, as recorded in snapshots. */
public final class Program {
    private static final String NOT_PACKAGED = "(not packaged)";

    private Program() {}

    /** As in its jar: {@code 0.1.0}. */
    public static String version() {
        return Optional.ofNullable(Program.class.getPackage().getImplementationVersion())
                .orElse(NOT_PACKAGED);
    }

    /**
     * Identifies this build: also by the length and modification time of the jar, since builds of one version differ;
     * by the version alone if the classes are not in a jar.
     */
    public static String build() {
        try {
            Path jar = Path.of(Program.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(jar)
                    ? version() + " " + Files.size(jar) + " "
                            + Files.getLastModifiedTime(jar).toMillis()
                    : version();
        } catch (IOException | URISyntaxException | IllegalArgumentException unknown) {
            return version();
        }
    }

    /** {@code crumbless 0.1.0}. */
    public static String nameAndVersion() {
        return "crumbless " + version();
    }
}
