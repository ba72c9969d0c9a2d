package io.crumbless.answers.proof;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.plan.AuditPlan;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.Engines;
import io.crumbless.night.plan.Withholding;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Check;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.AuditReport.NotChecked;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.SnapshotAudit;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.audit.Audit;
import io.crumbless.warehouse.audit.AuditScope;
import io.crumbless.warehouse.audit.Audited;
import io.crumbless.warehouse.audit.LocalRows;
import io.crumbless.warehouse.audit.RowsAuditor;
import io.crumbless.warehouse.audit.Rule;
import io.crumbless.warehouse.audit.SealCheck;
import io.crumbless.warehouse.erase.ControlHistory;
import io.crumbless.warehouse.erase.ControlHistory.Forgotten;
import io.crumbless.warehouse.evidence.EvidenceAudit;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Audits a published snapshot: its current files, that it contains no erased person, that files and control database
 * are as signed, and that it contains nothing of the legacy sources.
 */
public final class PublishedAudit implements SnapshotAudit {
    private final int threads;
    private final Engines engines;

    /** With the local engine only. */
    public PublishedAudit(int threads) {
        this(threads, PublishedAudit::none);
    }

    /** @param engines check rows and files; everything else is checked in this process */
    public PublishedAudit(int threads, Engines engines) {
        this.threads = threads;
        this.engines = engines;
    }

    @Override
    public AuditReport audit(JobFile job, String runId, Legacy legacy, EngineKind kind, Progress progress) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        if (!warehouse.isComplete(runId)) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Unknown snapshot '" + runId + "': the warehouse " + warehouse.root() + " holds "
                            + String.join(", ", warehouse.chain()));
        }
        Location snapshot = warehouse.snapshot(runId);
        progress.stepStarted(AuditPlan.STEP);
        Known known = known(job, warehouse, snapshot, progress);
        RowsAuditor rows = rows(job, kind, known.plan(warehouse, runId), progress);
        Audited audited = new Audit(rows, known.seals()).of(warehouse, snapshot);
        List<Check> checks = new ArrayList<>();
        audited.checks().forEach(check -> checks.add(check(check, known)));
        checks.addAll(known.evidence());
        // If the snapshot cannot be read properly, it is not compared with the legacy sources.
        LegacyJoin.Joined joined =
                new LegacyJoin(job, snapshot, threads).join(audited.passed() ? legacy : Legacy.LEFT_OUT);
        checks.add(joined.check());
        return new AuditReport(runId, snapshot.text(), checks, joined.look());
    }

    private static EngineFactory none(EngineKind kind, JobFile job) {
        throw new Failure(
                ErrorCategory.SETTINGS,
                "Cannot audit job " + job.name() + " on " + kind.word() + ": this is done on this machine alone");
    }

    private RowsAuditor rows(JobFile job, EngineKind kind, AuditPlan plan, Progress progress) {
        if (kind == EngineKind.LOCAL) {
            LocalRows here = new LocalRows(
                    threads, (done, total) -> progress.advanced(AuditPlan.STEP, done, total, AuditPlan.UNIT));
            return scope -> here.look(AuditScope.open(plan.snapshot(), plan.who()));
        }
        Engine engine = engines.of(kind, job).of(job.spill(), OptionalLong.empty());
        return scope -> engine.audit(plan, progress);
    }

    private static Check check(Audited.Check check, Known known) {
        // Without the list of erased people, they were not searched for.
        List<Remark> findings = new ArrayList<>(check.findings());
        if (check.rule() == Rule.RESTRICTED_NOT_USED && known.restrictions().differ()) {
            findings.add(Remark.of(Code.RESTRICTIONS_DIFFER));
        }
        boolean blind = findings.isEmpty()
                && (check.rule() == Rule.ERASED_STAY_GONE && !known.allErased()
                        || check.rule() == Rule.RESTRICTED_NOT_USED
                                && !known.restrictions().known());
        return new Check(
                check.rule().name().toLowerCase(Locale.ROOT),
                check.rule().law(),
                check.rule().title(),
                new Count(check.looked(), check.rule().unit()),
                findings,
                blind ? Optional.of(NotChecked.NO_CONTROL_DATABASE) : Optional.empty());
    }

    /**
     * Facts that only the control database and its keys provide.
     *
     * @param allErased whether it knows all erased people
     * @param restrictions what the night restricted
     * @param evidence results for signatures, ledger and anchor
     */
    private record Known(
            boolean allErased,
            Optional<ErasedSubjects> erased,
            Restrictions restrictions,
            Optional<SealCheck> seals,
            List<Check> evidence) {
        AuditPlan plan(Warehouse warehouse, String runId) {
            return new AuditPlan(warehouse, warehouse.snapshot(runId), erased, restrictions.people());
        }
    }

    /**
     * The restrictions of a night.
     *
     * @param known whether the register contains the night
     * @param differ whether the manifest matches no state of the register while that night was published
     */
    private record Restrictions(boolean known, boolean differ, Optional<RestrictedSubjects> people) {
        static final Restrictions UNKNOWN = new Restrictions(false, false, Optional.empty());

        /** Unreadable parts are found by other checks. */
        static Restrictions of(ControlDatabase control, Warehouse warehouse, Location snapshot) {
            try {
                return read(control, warehouse, snapshot);
            } catch (Failure | StorageException unreadable) {
                return UNKNOWN;
            }
        }

        private static Restrictions read(ControlDatabase control, Warehouse warehouse, Location snapshot) {
            Manifest manifest = warehouse.manifest(snapshot.name());
            if (control.runs().publishedWithin(manifest.runId()).isEmpty()) {
                return UNKNOWN;
            }
            Policy policy = ArchivedPolicy.read(snapshot);
            return Withholding.asPublished(control, manifest, policy)
                    .map(then -> then.under(policy))
                    .map(people ->
                            new Restrictions(true, false, Optional.of(people).filter(some -> !some.isEmpty())))
                    .orElse(new Restrictions(true, true, Optional.empty()));
        }
    }

    /** Erased people are in none of the kept snapshots, which are rewritten. */
    private static Known known(JobFile job, Warehouse warehouse, Location snapshot, Progress progress) {
        if (!ControlDatabase.exists(job.control())) {
            return unknown();
        }
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            Optional<Forgotten> forgotten =
                    ControlHistory.of(warehouse, control).forgotten();
            forgotten.ifPresent(unknown -> progress.message(
                    "Not everybody who was erased could be looked for: the control database " + unknown.why()));
            List<Check> evidence = EvidenceChecks.of(new EvidenceAudit(warehouse, control, job.anchor()), snapshot);
            if (forgotten.filter(Forgotten.Everything.class::isInstance).isPresent()) {
                boolean signed = evidence.stream().anyMatch(check -> !check.passed());
                return signed
                        ? new Known(false, Optional.empty(), Restrictions.UNKNOWN, Optional.empty(), evidence)
                        : unknown();
            }
            Tombstones tombstones = control.tombstones();
            ErasedSubjects erased = tombstones.all();
            return new Known(
                    forgotten.isEmpty(),
                    Optional.of(erased).filter(people -> people.size() > 0),
                    Restrictions.of(control, warehouse, snapshot),
                    Optional.of((key, text, seal) ->
                            tombstones.sealed(key, text, seal).orElse(false)),
                    evidence);
        } catch (Failure failure) {
            if (failure.category() != ErrorCategory.BUSY) {
                throw failure;
            }
            progress.message("The erased people were not checked: a run holds the control database");
            return unknown();
        }
    }

    private static Known unknown() {
        return new Known(false, Optional.empty(), Restrictions.UNKNOWN, Optional.empty(), EvidenceChecks.notChecked());
    }
}
