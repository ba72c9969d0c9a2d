package io.crumbless.warehouse.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt to run a business date of a job.
 *
 * @param runId known once the inputs are hashed
 * @param exitCode of an attempt that has ended
 * @param message why it failed; empty if it did not
 * @param published the published snapshot, if there is one
 */
public record RunAttempt(
        long id,
        String job,
        LocalDate businessDate,
        Optional<String> runId,
        Status status,
        Instant startedAt,
        Optional<Instant> endedAt,
        OptionalInt exitCode,
        String message,
        Optional<Published> published) {

    /** The outcome of an attempt. */
    public enum Status {
        RUNNING,
        PUBLISHED,
        /** The same inputs and policy were published earlier. */
        ALREADY_PUBLISHED,
        FAILED,
        /** Stopped on request. */
        STOPPED,
        /** Its process died; found by the next attempt. */
        ABANDONED;

        /** The word in the table and in output. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What a successful attempt published, or found already published.
     *
     * @param snapshot path or URI
     */
    public record Published(String runId, String snapshot, long recordsRead, long profiles, long contactMoments) {}
}
