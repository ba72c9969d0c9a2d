package io.crumbless.warehouse.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * When a person asked to be erased.
 *
 * @param last the same as the first for those who asked once
 * @param readmittedAt when they were re-admitted since; empty for those who were not
 */
public record ErasureRequests(Instant first, Instant last, Optional<Instant> readmittedAt) {
    /** Of somebody who asked once and was not re-admitted. */
    public static ErasureRequests once(Instant at) {
        return new ErasureRequests(at, at, Optional.empty());
    }

    public boolean repeated() {
        return first.isBefore(last);
    }
}
