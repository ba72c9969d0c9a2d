package io.crumbless.run;

import io.crumbless.profile.Failure;

/** The run was asked to stop and did; nothing was published, and the same command continues it. */
public final class RunStopped extends Failure {
    private static final long serialVersionUID = 1L;

    /**
     * Ends the work of this thread if it was asked to stop.
     *
     * @param doing what it was at: {@code stripping}
     */
    public static void ifAsked(String doing) {
        if (Thread.currentThread().isInterrupted()) {
            throw new RunStopped("Stopped while " + doing + "; the same command continues the night");
        }
    }

    public RunStopped(String message) {
        super(Actor.CALLER, message);
    }
}
