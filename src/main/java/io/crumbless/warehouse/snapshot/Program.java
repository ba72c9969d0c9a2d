package io.crumbless.warehouse.snapshot;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** This program, as snapshots name what made them. */
public final class Program {
    private static final String NOT_PACKAGED = "(not packaged)";

    private Program() {}

    /** As in its jar: {@code 0.1.0}. */
    public static String version() {
        return Optional.ofNullable(Program.class.getPackage().getImplementationVersion())
                .orElse(NOT_PACKAGED);
    }

    /**
     * These very classes, as far as it is known: the jar's length and time of change, for builds of one version differ; the version
     * alone where they lie in no jar.
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
