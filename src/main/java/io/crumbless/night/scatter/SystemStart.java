package io.crumbless.night.scatter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** When the operating system started last, as far as it reports it: files that were not forced to the disk may be cut since. */
public final class SystemStart {
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private SystemStart() {}

    /** An id that changes with every start of the system; the same for ever where there is none. */
    static String id() {
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }
}
