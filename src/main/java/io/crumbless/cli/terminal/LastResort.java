package io.crumbless.cli.terminal;

import io.crumbless.process.Failure.ErrorCategory;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * The exit code of a program that failed and could not report it, for example because there was no memory left for the message. Java
 * itself would exit with 1, which {@code status --check} uses and schedulers do not know.
 */
public final class LastResort {
    private static final String NO_MEMORY =
            "crumbless: Cannot go on: memory is full; give more with --memory 4g, then run again";
    private static final String DEFECT =
            "crumbless: Cannot go on: a defect in Crumbless that it could not log; please report it: ";

    private LastResort() {}

    /** @return the exit code of the program, or the one that fits what it threw */
    public static int codeOf(IntSupplier program, PrintStream err) {
        try {
            return program.getAsInt();
        } catch (OutOfMemoryError full) {
            say(err, NO_MEMORY);
            return ErrorCategory.ENVIRONMENT.exitCode();
        } catch (RuntimeException | Error thrown) {
            say(err, DEFECT + thrown.getClass().getName());
            return ErrorCategory.INTERNAL.exitCode();
        }
    }

    private static void say(PrintStream err, String message) {
        try {
            err.println(message);
        } catch (OutOfMemoryError full) {
            // The exit code has to do.
        }
    }
}
