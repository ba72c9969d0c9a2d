package io.crumbless.night.scatter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Identifies the last start of the operating system, if known: files that were not forced to disk before it may be
 * truncated.
 */
public final class SystemStart {
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private SystemStart() {}

    /** An id that changes with every start of the system; constant if it is unknown. */
    static String id() {
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }
}
