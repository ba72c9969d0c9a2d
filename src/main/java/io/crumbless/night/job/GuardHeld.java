package io.crumbless.night.job;

import io.crumbless.process.Failure;

/** A night that a guard of the job file stopped: its result looks wrong although its books close. */
public final class GuardHeld extends Failure {
    private static final long serialVersionUID = 1L;

    private final String guard;

    /** @param guard the key in the job file that names its limit, without those around it: {@code refusals-may-reach} */
    public GuardHeld(String guard, String message) {
        super(ErrorCategory.INPUT, message);
        this.guard = guard;
    }

    public String guard() {
        return guard;
    }
}
