package io.crumbless.legal;

import io.crumbless.audit.Audit;
import io.crumbless.audit.Audited;
import io.crumbless.audit.Seals;
import io.crumbless.ledger.ControlDatabase;
import io.crumbless.ledger.ErasedSubjects;
import io.crumbless.ledger.Tombstones;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.profile.SubjectId;
import io.crumbless.run.AuditReport;
import io.crumbless.run.Count;
import io.crumbless.run.JobFile;
import io.crumbless.run.Progress;
import io.crumbless.run.RunStopped;
import io.crumbless.run.SnapshotAudit;
import io.crumbless.snapshot.Warehouse;
import io.crumbless.storage.Location;
import java.util.Optional;
import java.util.function.Predicate;

/** Audits a published snapshot: the files as they are now, and that nobody who was erased is in the current one. */
public final class PublishedAudit implements SnapshotAudit {
    private static final String STEP = "audit";

    private final int threads;

    public PublishedAudit(int threads) {
        this.threads = threads;
    }

    @Override
    public AuditReport audit(JobFile job, String runId, Progress progress) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        if (!warehouse.isComplete(runId)) {
            throw new Failure(
                    Actor.CALLER,
                    "Unknown snapshot '" + runId + "': the warehouse " + warehouse.root() + " holds "
                            + String.join(", ", warehouse.chain()));
        }
        Location snapshot = warehouse.snapshot(runId);
        progress.stepStarted(STEP);
        Audited audited;
        try {
            Known known = known(job, progress);
            audited = new Audit(
                            threads,
                            (done, total) -> progress.advanced(STEP, done, total, "files and row groups"),
                            known.seals())
                    .of(warehouse, snapshot, known.erased());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RunStopped("Stopped while auditing; nothing was changed");
        }
        return new AuditReport(
                runId,
                snapshot.text(),
                audited.checks().stream().map(PublishedAudit::check).toList());
    }

    private static AuditReport.Check check(Audited.Check check) {
        String law = " (law " + check.rule().law() + ")";
        return new AuditReport.Check(
                check.rule().title(),
                new Count(check.looked(), check.rule().unit()),
                check.findings().stream().map(finding -> finding + law).toList());
    }

    /** What only the control database and its key know. */
    private record Known(Optional<Predicate<SubjectId>> erased, Optional<Seals> seals) {}

    /** Who was erased is in none of the snapshots that are kept: they are rewritten. */
    private static Known known(JobFile job, Progress progress) {
        if (!ControlDatabase.exists(job.control())) {
            return new Known(Optional.empty(), Optional.empty());
        }
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            Tombstones tombstones = control.tombstones();
            ErasedSubjects erased = tombstones.all();
            return new Known(
                    erased.size() == 0 ? Optional.empty() : Optional.of(erased::contains),
                    Optional.of((key, text, seal) ->
                            tombstones.sealed(key, text, seal).orElse(false)));
        } catch (Failure failure) {
            if (failure.actor() != Actor.BUSY) {
                throw failure;
            }
            progress.message("Who was erased was not looked at: a run holds the control database");
            return new Known(Optional.empty(), Optional.empty());
        }
    }
}
