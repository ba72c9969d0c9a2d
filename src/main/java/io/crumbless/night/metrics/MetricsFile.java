package io.crumbless.night.metrics;

import io.crumbless.columnar.storage.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The metrics file. It is written under another name and renamed, so that it is never read half written, and it is
 * readable by all accounts, since the collector has its own: it contains counts, times, and names of the job and the
 * policy.
 */
final class MetricsFile {
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private final Path file;

    MetricsFile(Path file) {
        this.file = file;
    }

    /** Its content; empty if it does not exist or cannot be read. */
    Readings read() {
        try {
            return MetricsText.read(Files.readString(file));
        } catch (IOException | RuntimeException e) {
            return new Readings();
        }
    }

    /** @return failures, as messages */
    List<String> write(Readings readings) {
        Path aside = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.write(aside, MetricsText.of(readings));
            Files.setPosixFilePermissions(aside, READABLE);
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return List.of();
        } catch (IOException e) {
            delete(aside);
            return List.of("Cannot write the metrics " + file + ": " + IoReason.of(e)
                    + ". Its folder must be there, allow this user to write and have free space. Until then Prometheus sees"
                    + " the attempts before this one");
        }
    }

    private static void delete(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            // It could not be created either.
        }
    }
}
