package io.crumbless.process;

import org.jspecify.annotations.Nullable;

/**
 * Something could not be done, and somebody has to act. Subclasses exist where a caller needs more than the message.
 * The message names the thing, the reason and the remedy, and never a person's value.
 */
public class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who has to act; determines the exit code of the program. */
    public enum ErrorCategory {
        /** The caller: invalid command line. */
        CALLER(2),
        /** The operator or the legal team: invalid settings or policy. */
        SETTINGS(3),
        /** The supplier: input was refused, or the books do not close. */
        INPUT(4),
        /** The platform: disk, database or file system. */
        ENVIRONMENT(5),
        /** Nobody yet: another run has locked the warehouse. */
        BUSY(6),
        /** The developers: a defect in Crumbless. */
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
