package io.crumbless.cli.command;

import io.crumbless.cli.terminal.EventLog;
import io.crumbless.cli.terminal.RotatedFile;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The log options of long-running commands. */
final class LogOptions {
    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Format of messages on standard error: text, or json with one object per line that has job, "
                    + "business date, run id and stage (default: text).")
    private String format = "text";

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description =
                    "With --log json: also append the lines to this file, which is rotated at 10 MiB; 5 old files are "
                            + "kept.")
    private @Nullable Path file;

    /**
     * Applies the options to messages from now on, including those of libraries.
     *
     * @throws Failure caller if the options make no sense or the file cannot be written
     */
    void begin(Invocation invocation) {
        if (!format.matches("text|json")) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --log '" + format + "': use text or json");
        }
        if (format.equals("text")) {
            if (file != null) {
                throw new Failure(ErrorCategory.CALLER, "Invalid --log-file: it goes with --log json");
            }
            return;
        }
        EventLog log = new EventLog(invocation.terminal().err(), invocation.clock());
        if (file != null) {
            Path resolved = invocation.resolve(file);
            log.copyTo(rotated(resolved), invocation.shown(resolved.toString()));
        }
        invocation.logAs(log);
        System.setErr(log.lines());
    }

    /** Opens the log file early, so that a fault is found before the run. */
    private static OutputStream rotated(Path file) {
        try {
            FileModes.PRIVATE.createFolders(file.resolveSibling(""));
            if (Files.isDirectory(file)) {
                throw new IOException("it is a folder");
            }
            OutputStream rotated = new RotatedFile(file);
            rotated.write(new byte[0]);
            return rotated;
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot write --log-file " + file + ": " + IoReason.of(e) + "; name a file this account may write",
                    e);
        }
    }
}
