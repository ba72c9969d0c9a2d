package io.crumbless.erase;

import io.crumbless.profile.Failure;

/** Asked to stop between two snapshots; what was changed so far is whole, and the next use goes on. */
public final class EraseStopped extends Failure {
    private static final long serialVersionUID = 1L;

    EraseStopped() {
        super(Actor.ENVIRONMENT, "Stopped while erasing; the same command goes on where it stopped");
    }
}
