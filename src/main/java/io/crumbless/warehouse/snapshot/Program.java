package io.crumbless.warehouse.snapshot;

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

    /** {@code crumbless 0.1.0}. */
    public static String nameAndVersion() {
        return "crumbless " + version();
    }
}
