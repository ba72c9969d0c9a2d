package io.crumbless.run.local;

import io.crumbless.ledger.WarehouseHold;
import io.crumbless.run.JobFile;
import io.crumbless.run.RunReport;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.Views;
import io.crumbless.snapshot.Warehouse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What follows the move of the pointer, on a night as after a rollback. */
final class Conclusion {
    private final JobFile job;
    private final Warehouse warehouse;
    private final WarehouseHold hold;
    private final Clock clock;
    private final Instant started;

    /** Begins to measure how long it all takes. */
    Conclusion(JobFile job, Warehouse warehouse, WarehouseHold hold, Clock clock) {
        this.job = job;
        this.warehouse = warehouse;
        this.hold = hold;
        this.clock = clock;
        this.started = clock.instant();
    }

    /**
     * Puts the warehouse in order, also when an attempt was killed right behind the move. Old snapshots go only after a new
     * one is published; so does what unfinished runs left.
     *
     * @param current business date of the current snapshot
     */
    void tidy(LocalDate current) {
        hold.requireHeld("tidy up");
        Views.write(warehouse);
        warehouse.retire(job.keepSnapshots(), job.limits().oldestKept(current));
        warehouse.clearStagingBut("");
        Workspace.deleteAll(job.spill());
    }

    RunReport report(Manifest manifest, RunReport.Outcome outcome, List<RunReport.Step> steps, List<String> notices) {
        List<RunReport.BalanceLine> balance = manifest.balance().stream()
                .map(account ->
                        new RunReport.BalanceLine(account.source(), account.unit(), account.counted(), account.bins()))
                .toList();
        return new RunReport(
                job.name(),
                manifest.businessDate(),
                manifest.runId(),
                outcome,
                warehouse.snapshot(manifest.runId()).text(),
                steps,
                balance,
                manifest.rows(Layout.PROFILES),
                manifest.rows(Layout.CONTACT_MOMENTS),
                notices,
                Duration.between(started, clock.instant()));
    }
}
