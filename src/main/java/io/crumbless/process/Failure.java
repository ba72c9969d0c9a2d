package io.crumbless.process;

import org.jspecify.annotations.Nullable;

/**
 * Something could not be done, and somebody has to act. Features extend it where a caller needs more than the message.
 * The message names the thing, the reason and the remedy, and never a person's value.
 */
public class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who acts; the program's exit code says it to the machine that called. */
    public enum Actor {
        /** The caller: the command line is wrong. */
        CALLER(2),
        /** The operator or the legal team: settings or policy are wrong. */
        SETTINGS(3),
        /** The supplier: input was refused, or the books do not close. */
        SUPPLIER(4),
        /** The platform: disk, database or file system. */
        ENVIRONMENT(5),
        /** Nobody yet: another run holds the warehouse. */
        BUSY(6),
        /** We: a defect in Crumbless. */
        US(70);

        private final int exitCode;

        Actor(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Actor actor;

    public Failure(Actor actor, String message) {
        this(actor, message, null);
    }

    public Failure(Actor actor, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.actor = actor;
    }

    public Actor actor() {
        return actor;
    }
}
