package io.crumbless.run;

import io.crumbless.profile.Failure;

/** The run was asked to stop and did; nothing was published, and the same command continues it. */
public final class RunStopped extends Failure {
    private static final long serialVersionUID = 1L;

    public RunStopped(String message) {
        super(Actor.CALLER, message);
    }
}
