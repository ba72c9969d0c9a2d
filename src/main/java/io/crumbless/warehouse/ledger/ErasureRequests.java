package io.crumbless.warehouse.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * When a person requested erasure.
 *
 * @param last the same as the first if there was one request
 * @param readmittedAt when they were re-admitted afterwards; empty if they were not
 */
public record ErasureRequests(Instant first, Instant last, Optional<Instant> readmittedAt) {
    /** Of a person with one request who was not re-admitted. */
    public static ErasureRequests once(Instant at) {
        return new ErasureRequests(at, at, Optional.empty());
    }

    public boolean repeated() {
        return first.isBefore(last);
    }
}
