package io.crumbless.legal;

import io.crumbless.audit.Audit;
import io.crumbless.audit.Audited;
import io.crumbless.audit.Rule;
import io.crumbless.audit.Seals;
import io.crumbless.erase.Recollection;
import io.crumbless.erase.Recollection.Forgotten;
import io.crumbless.ledger.AccessLog;
import io.crumbless.ledger.ControlDatabase;
import io.crumbless.ledger.ErasedSubjects;
import io.crumbless.ledger.Tombstones;
import io.crumbless.legal.proof.LegacyJoin;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.profile.SubjectId;
import io.crumbless.remark.Code;
import io.crumbless.remark.Place;
import io.crumbless.remark.Remark;
import io.crumbless.run.AuditReport;
import io.crumbless.run.AuditReport.Check;
import io.crumbless.run.AuditReport.Legacy;
import io.crumbless.run.AuditReport.NotChecked;
import io.crumbless.run.Count;
import io.crumbless.run.JobFile;
import io.crumbless.run.Progress;
import io.crumbless.run.SnapshotAudit;
import io.crumbless.snapshot.Warehouse;
import io.crumbless.storage.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Audits a published snapshot: the files as they are now, that nobody who was erased is in it, that the access log is as it
 * was written, and that nothing of the legacy sources stands in it.
 */
public final class PublishedAudit implements SnapshotAudit {
    private static final String STEP = "audit";
    private static final int LAW_OF_TRAILS = 7;

    private final int threads;

    public PublishedAudit(int threads) {
        this.threads = threads;
    }

    @Override
    public AuditReport audit(JobFile job, String runId, Legacy legacy, Progress progress) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        if (!warehouse.isComplete(runId)) {
            throw new Failure(
                    Actor.CALLER,
                    "Unknown snapshot '" + runId + "': the warehouse " + warehouse.root() + " holds "
                            + String.join(", ", warehouse.chain()));
        }
        Location snapshot = warehouse.snapshot(runId);
        progress.stepStarted(STEP);
        Known known = known(job, warehouse, progress);
        Audited audited = new Audit(
                        threads,
                        (done, total) -> progress.advanced(STEP, done, total, "files and row groups"),
                        known.seals())
                .of(warehouse, snapshot, known.erased());
        List<Check> checks = new ArrayList<>();
        audited.checks().forEach(check -> checks.add(check(check, known)));
        checks.add(known.accessLog());
        // A snapshot that cannot be read as it should has nothing to be joined with.
        LegacyJoin.Joined joined =
                new LegacyJoin(job, snapshot, threads).join(audited.passed() ? legacy : Legacy.LEFT_OUT);
        checks.add(joined.check());
        return new AuditReport(runId, snapshot.text(), checks, joined.look());
    }

    private static Check check(Audited.Check check, Known known) {
        // Whoever does not know who was erased has not looked for them.
        boolean blind = check.rule() == Rule.ERASED_STAY_GONE
                && !known.allErased()
                && check.findings().isEmpty();
        return new Check(
                check.rule().name().toLowerCase(Locale.ROOT),
                check.rule().law(),
                check.rule().title(),
                new Count(check.looked(), check.rule().unit()),
                check.findings(),
                blind ? Optional.of(NotChecked.NO_CONTROL_DATABASE) : Optional.empty());
    }

    /**
     * What only the control database and its key know.
     *
     * @param allErased whether it knows everybody who was erased
     */
    private record Known(
            boolean allErased, Optional<Predicate<SubjectId>> erased, Optional<Seals> seals, Check accessLog) {}

    /** Who was erased is in none of the snapshots that are kept: they are rewritten. */
    private static Known known(JobFile job, Warehouse warehouse, Progress progress) {
        if (!ControlDatabase.exists(job.control())) {
            return unknown();
        }
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            Optional<Forgotten> forgotten = Recollection.of(warehouse, control).forgotten();
            forgotten.ifPresent(unknown -> progress.message(
                    "Not everybody who was erased could be looked for: the control database " + unknown.why()));
            if (forgotten.filter(Forgotten.Everything.class::isInstance).isPresent()) {
                return unknown();
            }
            Tombstones tombstones = control.tombstones();
            ErasedSubjects erased = tombstones.all();
            return new Known(
                    forgotten.isEmpty(),
                    erased.size() == 0 ? Optional.empty() : Optional.of(erased::contains),
                    Optional.of((key, text, seal) ->
                            tombstones.sealed(key, text, seal).orElse(false)),
                    accessLog(control.accessLog()));
        } catch (Failure failure) {
            if (failure.actor() != Actor.BUSY) {
                throw failure;
            }
            progress.message("Who was erased was not looked at: a run holds the control database");
            return unknown();
        }
    }

    private static Known unknown() {
        return new Known(
                false,
                Optional.empty(),
                Optional.empty(),
                accessLog(0, List.of(), Optional.of(NotChecked.NO_CONTROL_DATABASE)));
    }

    private static Check accessLog(AccessLog log) {
        OptionalLong broken = log.firstBroken();
        List<Remark> findings = broken.isEmpty()
                ? List.of()
                : List.of(Remark.at(Place.accessLogEntry(broken.getAsLong()), Code.ENTRY_CHANGED));
        return accessLog(log.size(), findings, Optional.empty());
    }

    private static Check accessLog(long entries, List<Remark> findings, Optional<NotChecked> notChecked) {
        return new Check(
                "access_log",
                LAW_OF_TRAILS,
                "the access log is as it was written",
                new Count(entries, "entries"),
                findings,
                notChecked);
    }
}
