package io.crumbless.cli.render;

import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.ledger.RunAttempt.Status;

/** Attempts to run a job, as they are reported: one whose process died is not running. */
public final class Attempts {
    private static final String DIED = "Its process died without reporting how it ended; the same command continues it";

    private Attempts() {}

    /**
     * The attempt, abandoned where the table has it running and nobody holds the warehouse.
     *
     * @param held whether somebody does
     */
    public static RunAttempt asFound(RunAttempt attempt, boolean held) {
        if (attempt.status() != Status.RUNNING || held) {
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
