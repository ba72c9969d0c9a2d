package io.crumbless.night.local;

import io.crumbless.night.batch.NightJob;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Failures;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.ledger.LockLost;
import io.crumbless.warehouse.ledger.RunAttempt.Published;
import io.crumbless.warehouse.ledger.RunAttempt.Status;
import io.crumbless.warehouse.ledger.RunLedger;
import java.time.Clock;
import java.time.LocalDate;

/** Records one attempt at a night or a rollback, however it ends. */
final class RecordedAttempt {
    private final RunLedger ledger;
    private final Clock clock;

    RecordedAttempt(RunLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Receives the id of the run once it is known. */
    interface Identified {
        void as(String runId);
    }

    /** The work of the attempt. */
    interface Work {
        RunReport run(Identified identified);
    }

    /** @throws Failure in place of whatever the work throws */
    RunReport of(JobFile job, LocalDate businessDate, Work work) {
        long attempt = ledger.start(job.name(), businessDate, clock.instant());
        try {
            ledger.worksIn(attempt, job.warehouse().text(), job.spill().toString());
            RunReport report = work.run(runId -> ledger.identify(attempt, runId));
            ledger.succeed(attempt, status(report), published(report), clock.instant());
            return report;
        } catch (RuntimeException | Error thrown) {
            // Also errors: a library that cannot be loaded, or memory that is exhausted, must not prevent the
            // record.
            Failure failure = failure(thrown);
            Status ended = failure instanceof Stopped ? Status.STOPPED : Status.FAILED;
            try {
                ledger.fail(attempt, ended, failure, clock.instant());
            } catch (RuntimeException | Error unnoted) {
                // The first failure is reported; the database itself may be unavailable.
                failure.addSuppressed(unnoted);
            }
            throw failure;
        }
    }

    /** Interrupted reads fail in many ways; the request to stop is the reason to report. */
    private static Failure failure(Throwable thrown) {
        return Thread.currentThread().isInterrupted() && !(thrown instanceof Stopped || thrown instanceof LockLost)
                ? new Stopped(NightJob.STOPPED)
                : Failures.of(thrown);
    }

    private static Status status(RunReport report) {
        return report.outcome() == RunReport.Outcome.PUBLISHED ? Status.PUBLISHED : Status.ALREADY_PUBLISHED;
    }

    private static Published published(RunReport report) {
        return new Published(
                report.runId(), report.snapshot(), report.recordsRead(), report.profiles(), report.contactMoments());
    }
}
