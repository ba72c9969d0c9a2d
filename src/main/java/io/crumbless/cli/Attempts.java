package io.crumbless.cli;

import io.crumbless.ledger.ControlSettings;
import io.crumbless.ledger.RunAttempt;
import io.crumbless.ledger.RunAttempt.Status;

/** Attempts to run a job, as they are told: one whose process died does not go on. */
final class Attempts {
    private static final String DIED = "Its process died without a word; the same command goes on where it stopped";

    private Attempts() {}

    /**
     * The attempt, abandoned where the table has it running and nothing can be: who opened the H2 file, as its reader did,
     * holds it alone. With PostgreSQL a run may well go on.
     */
    static RunAttempt asFound(RunAttempt attempt, ControlSettings control) {
        if (attempt.status() != Status.RUNNING || control.url().isPresent()) {
            return attempt;
        }
        return new RunAttempt(
                attempt.id(),
                attempt.job(),
                attempt.businessDate(),
                attempt.runId(),
                Status.ABANDONED,
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.exitCode(),
                DIED,
                attempt.published());
    }
}
