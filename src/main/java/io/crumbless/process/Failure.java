package io.crumbless.process;

import org.jspecify.annotations.Nullable;

/**
 * Something could not be done, and somebody has to act. Features extend it where a caller needs more than the message.
 * The message names the thing, the reason and the remedy, and never a person's value.
 */
public class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who acts; the program's exit code says it to the machine that called. */
    public enum ErrorCategory {
        /** The caller: the command line is wrong. */
        CALLER(2),
        /** The operator or the legal team: settings or policy are wrong. */
        SETTINGS(3),
        /** The supplier: input was refused, or the books do not close. */
        INPUT(4),
        /** The platform: disk, database or file system. */
        ENVIRONMENT(5),
        /** Nobody yet: another run holds the warehouse. */
        BUSY(6),
        /** We: a defect in Crumbless. */
        INTERNAL(70);

        private final int exitCode;

        ErrorCategory(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final ErrorCategory category;

    public Failure(ErrorCategory category, String message) {
        this(category, message, null);
    }

    public Failure(ErrorCategory category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    public ErrorCategory category() {
        return category;
    }
}
