package io.crumbless.night.local;

import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.intake.OwnFolder;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.scatter.KeptSpills;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.evidence.Attestation;
import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.evidence.PublishedState;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import io.crumbless.warehouse.view.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What follows once the pointer was moved, for nights and rollbacks. */
final class Conclusion {
    private final NightContext context;
    private final JobFile job;
    private final Warehouse warehouse;
    private final OlderSnapshots older;
    private final List<String> undone = new ArrayList<>();
    private final Instant started;
    private final long requestsBefore = Storage.requests();

    /** Starts measuring the duration. */
    Conclusion(NightContext context) {
        this.context = context;
        this.job = context.job();
        this.warehouse = context.warehouse();
        this.older = new OlderSnapshots(context);
        this.started = context.clock().instant();
    }

    /**
     * Cleans up the warehouse, also if an attempt was killed right after moving the pointer. Old snapshots and the
     * files of unfinished runs are deleted only after a new snapshot is published. Erased people, and values withdrawn
     * long enough ago, are removed from the kept snapshots. Finally the state of the warehouse is signed.
     *
     * @param event what was published
     * @return the steps that ran
     */
    List<RunReport.Step> tidy(Event event) {
        Eraser eraser = context.eraser();
        ControlDatabase control = context.control();
        Clock clock = context.clock();
        context.lock().requireHeld("tidy up");
        Views.write(warehouse, job.keepSnapshots());
        new PublishedState(warehouse, control, clock).giveUpBut(job.keepSnapshots());
        warehouse.retire(job.keepSnapshots());
        warehouse.clearStagingBut("");
        Workspace.deleteAll(job.spill(), this::stays);
        eraser.settle();
        if (job.reuse().isOn()) {
            KeptSpills.settle(job.spill(), control.tombstones().all().lastNotedAt());
        }
        List<RunReport.Step> steps = older.withdraw();
        if (!steps.isEmpty()) {
            eraser.deleteEarlierVersions();
        }
        undone.addAll(eraser.notices());
        undone.addAll(new Attestation(warehouse, control, job.anchor(), clock).attest(event));
        return steps;
    }

    private boolean stays(Path work) throws IOException {
        return (job.reuse().isOn() && KeptSpills.isTheirFolder(work)) || OwnFolder.mayBeInUse(work);
    }

    RunReport report(Manifest manifest, RunReport.Outcome outcome, List<RunReport.Step> steps, List<String> notices) {
        List<String> all = new ArrayList<>(notices);
        all.addAll(undone);
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
                all,
                Duration.between(started, context.clock().instant()),
                Storage.requests() - requestsBefore);
    }
}
