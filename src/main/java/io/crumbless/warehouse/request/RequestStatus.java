package io.crumbless.warehouse.request;

import java.util.Locale;

/** Where a request stands, as its history says. */
public enum RequestStatus {
    /** Entered, and nothing decided. */
    OPEN,
    /** Approved by somebody else, and not carried out yet. */
    APPROVED,
    REFUSED,
    /**
     * Done. For a restriction, an objection or an opt-out: a night has been published under it, and it stays in force.
     */
    CARRIED_OUT,
    /** Nothing is left to do, and what withheld values has ended. */
    CLOSED;

    /** For programs and messages: {@code carried-out}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether somebody still owes the person an answer. */
    public boolean isOpen() {
        return this == OPEN || this == APPROVED;
    }
}
