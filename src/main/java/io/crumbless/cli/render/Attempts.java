package io.crumbless.cli.render;

import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.ledger.RunAttempt.Status;

/** Corrects the recorded state of attempts: one whose process died is not running. */
public final class Attempts {
    private static final String DIED = "Its process died without reporting how it ended; the same command continues it";

    private Attempts() {}

    /**
     * The attempt; abandoned if the table records it as running but no process has locked the warehouse.
     *
     * @param held whether a process has locked the warehouse
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
