package io.crumbless.warehouse.request;

import java.util.Locale;

/** The state of a request, as it follows from its history. */
public enum RequestStatus {
    /** Entered; nothing was decided. */
    OPEN,
    /** Approved by another account, and not carried out yet. */
    APPROVED,
    REFUSED,
    /**
     * Carried out. For a restriction, an objection or an opt-out: a night was published under it, and it stays in
     * force.
     */
    CARRIED_OUT,
    /** Finished; withheld values are used again. */
    CLOSED;

    /** For programs and messages: {@code carried-out}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the person is still owed an answer. */
    public boolean isOpen() {
        return this == OPEN || this == APPROVED;
    }
}
