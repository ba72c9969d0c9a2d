package io.crumbless.cli.command;

import io.crumbless.cli.terminal.RotatedFile;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.night.job.JobFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Logs stack traces of unexpected exceptions in {@code control/logs/crumbless.log}. Only types and positions are
 * written: messages of libraries may quote a person's value.
 */
final class CrashLog {
    private static final int DEEPEST = 20;

    private CrashLog() {}

    /** Appends the trace; returns where it can be read, for a message. */
    static String write(Throwable thrown, Invocation invocation) {
        Path folder = invocation
                .currentJob()
                .map(JobFile::control)
                .map(control -> control.folder().resolve("logs"))
                .orElse(Path.of(System.getProperty("java.io.tmpdir"), "crumbless"));
        Path file = folder.resolve("crumbless.log");
        try {
            FileModes.PRIVATE.createFolders(folder);
            FileModes.PRIVATE.narrow(file);
            new RotatedFile(file).write(trace(thrown, invocation).getBytes(StandardCharsets.UTF_8));
            return invocation.shown(file.toString());
        } catch (IOException e) {
            invocation.terminal().err().print(trace(thrown, invocation));
            return "the lines above";
        }
    }

    private static String trace(Throwable thrown, Invocation invocation) {
        StringBuilder text = new StringBuilder();
        text.append(Instant.now(invocation.clock()).truncatedTo(ChronoUnit.SECONDS))
                .append('\n');
        int depth = 0;
        for (Throwable at = thrown; at != null && depth < DEEPEST; at = at.getCause()) {
            text.append(depth == 0 ? "" : "caused by ")
                    .append(at.getClass().getName())
                    .append('\n');
            for (StackTraceElement place : at.getStackTrace()) {
                text.append("    at ").append(place).append('\n');
            }
            depth++;
        }
        return text.toString();
    }
}
