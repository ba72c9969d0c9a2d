package io.crumbless.process;

/** Somebody asked the work to stop, by interrupting its thread, and it did. The message says what that leaves. */
public final class Stopped extends Failure {
    private static final long serialVersionUID = 1L;

    public Stopped(String message) {
        super(ErrorCategory.CALLER, message);
    }

    /** Ends the work of this thread if it was asked to stop. */
    public static void ifAsked(String message) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Stopped(message);
        }
    }
}
