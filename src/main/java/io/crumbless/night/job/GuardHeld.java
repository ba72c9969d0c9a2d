package io.crumbless.night.job;

import io.crumbless.process.Failure;

/** A guard of the job file stopped a night: its result looks wrong although its books close. */
public final class GuardHeld extends Failure {
    private static final long serialVersionUID = 1L;

    private final String guard;

    /** @param guard last part of the key with its limit in the job file: {@code refusals-may-reach} */
    public GuardHeld(String guard, String message) {
        super(ErrorCategory.INPUT, message);
        this.guard = guard;
    }

    public String guard() {
        return guard;
    }
}
