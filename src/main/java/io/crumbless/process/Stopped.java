package io.crumbless.process;

/** The work was interrupted on request, by interrupting its thread. The message describes the state that it leaves. */
public final class Stopped extends Failure {
    private static final long serialVersionUID = 1L;

    public Stopped(String message) {
        super(ErrorCategory.CALLER, message);
    }

    /** Throws if the current thread was interrupted. */
    public static void ifAsked(String message) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Stopped(message);
        }
    }
}
