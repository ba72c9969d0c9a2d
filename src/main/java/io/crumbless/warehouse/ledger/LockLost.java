package io.crumbless.warehouse.ledger;

import io.crumbless.process.Failure;
import org.jspecify.annotations.Nullable;

/** A run lost its lock on the warehouse, and ended before it changed anything else. */
public final class LockLost extends Failure {
    private static final long serialVersionUID = 1L;

    private final String reason;

    LockLost(ErrorCategory category, String message, String reason, @Nullable Throwable cause) {
        super(category, message, cause);
        this.reason = reason;
    }

    /** The reason, as text that follows what could not be done. */
    String reason() {
        return reason;
    }
}
