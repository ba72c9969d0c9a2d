package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.CleanStop;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.FullDisk;
import io.crumbless.process.OpenFiles;
import io.crumbless.process.Stopped;
import io.crumbless.settings.yaml.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine;

/** Converts an exception of a command to a message for people and an exit code for programs. */
final class FailureMessages implements CommandLine.IExecutionExceptionHandler {
    /** H2's error code for a file that it can open for reading only. */
    private static final int H2_IS_READ_ONLY = 90097;

    private final Invocation invocation;

    FailureMessages(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        return report(thrown, wantsJson(parsed));
    }

    /** Prints it for people, or as JSON if that was requested; returns the exit code. */
    int report(Throwable thrown, boolean json) {
        Failure failure = asFailure(thrown, invocation);
        invocation.terminal().events().ifPresentOrElse(log -> log.failed(failure), () -> invocation
                .terminal()
                .err()
                .println("crumbless: " + failure.getMessage()));
        if (json) {
            invocation.terminal().out().println(ResultJson.failure(failure));
        }
        return failure.category().exitCode();
    }

    /** The failure itself, or one that summarises an unexpected exception and names the log. */
    static Failure asFailure(Throwable thrown, Invocation invocation) {
        return CleanStop.isAsked() && mayBeOfAStop(thrown)
                ? new Stopped("Stopped before the command was done; the same command continues it")
                : named(thrown, invocation);
    }

    /** An interrupted command fails in many ways; failures that need action by somebody are reported nevertheless. */
    private static boolean mayBeOfAStop(Throwable thrown) {
        return !(thrown instanceof Stopped)
                && !(thrown instanceof ProblemsException)
                && !(thrown instanceof Failure failure
                        && List.of(ErrorCategory.INPUT, ErrorCategory.SETTINGS, ErrorCategory.CALLER)
                                .contains(failure.category()));
    }

    private static Failure named(Throwable thrown, Invocation invocation) {
        if (thrown instanceof Failure failure) {
            if (failure.category() == ErrorCategory.INTERNAL) {
                return new Failure(
                        ErrorCategory.INTERNAL,
                        failure.getMessage() + "; see " + CrashLog.write(failure, invocation),
                        failure);
            }
            return failure;
        }
        if (thrown instanceof ProblemsException) {
            return new Failure(ErrorCategory.SETTINGS, String.valueOf(thrown.getMessage()), thrown);
        }
        if (thrown instanceof StorageException) {
            return new Failure(ErrorCategory.ENVIRONMENT, String.valueOf(thrown.getMessage()), thrown);
        }
        if (isReadOnly(thrown)) {
            return new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot write the control database: this user may only read it; check the rights on its folder and"
                            + " its files",
                    thrown);
        }
        if (OpenFiles.areExhausted(thrown)) {
            return new Failure(ErrorCategory.ENVIRONMENT, "Cannot go on: " + OpenFiles.EXHAUSTED, thrown);
        }
        if (FullDisk.isCauseOf(thrown)) {
            return new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot go on: the disk of the control folder, the warehouse or 'spill' is full; make room there, then"
                            + " give the same command again",
                    thrown);
        }
        String log = CrashLog.write(thrown, invocation);
        if (has(thrown, OutOfMemoryError.class)) {
            return new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot go on: memory is full; give more with --memory 4g; see " + log,
                    thrown);
        }
        if (has(thrown, SQLException.class)) {
            return new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot go on: the control database failed; check the free space and the rights on its folder; see "
                            + log,
                    thrown);
        }
        if (has(thrown, UncheckedIOException.class) || has(thrown, IOException.class)) {
            return new Failure(
                    ErrorCategory.ENVIRONMENT, "Cannot go on: reading or writing failed; see " + log, thrown);
        }
        return new Failure(
                ErrorCategory.INTERNAL,
                "Cannot go on: a defect in Crumbless (" + thrown.getClass().getSimpleName()
                        + "); please report it with " + log,
                thrown);
    }

    private static boolean isReadOnly(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException refused && refused.getErrorCode() == H2_IS_READ_ONLY) {
                return true;
            }
        }
        return false;
    }

    private static boolean wantsJson(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost.hasMatchedOption("--json");
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
