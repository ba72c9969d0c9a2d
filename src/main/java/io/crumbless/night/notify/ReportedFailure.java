package io.crumbless.night.notify;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.night.job.JobFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The failure of a job of which people were last notified, in a file of the control folder: {@code 2026-11-22 4}. It is
 * not in the control database, which may be what failed. If it cannot be stored, people are notified repeatedly.
 */
final class ReportedFailure {
    private final Path file;

    ReportedFailure(JobFile job) {
        this.file = job.control().folder().resolve("notified-" + job.name() + ".txt");
    }

    /** Whether the last notification was of this failure. */
    boolean is(LocalDate businessDate, int exitCode) {
        return read().filter(line(businessDate, exitCode)::equals).isPresent();
    }

    /** The night of the last notification; empty if that was of a success, or there was none. */
    Optional<LocalDate> businessDate() {
        try {
            return read().map(line -> LocalDate.parse(line.split(" ")[0]));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    void remember(LocalDate businessDate, int exitCode) {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            FileModes.PRIVATE.createFolders(file.resolveSibling(""));
            FileModes.PRIVATE.write(aside, line(businessDate, exitCode).getBytes(StandardCharsets.UTF_8));
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // They are notified again.
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // They are notified again.
        }
    }

    private static String line(LocalDate businessDate, int exitCode) {
        return businessDate + " " + exitCode;
    }

    private Optional<String> read() {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
