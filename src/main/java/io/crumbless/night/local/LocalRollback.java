package io.crumbless.night.local;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.plan.Publication;
import io.crumbless.night.plan.RollbackPlan;
import io.crumbless.night.plan.Withholding;
import io.crumbless.night.run.NightPages;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.Rollback;
import io.crumbless.night.run.RunIdentity;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.scatter.ProvidedBefore;
import io.crumbless.night.scatter.WithdrawalsSince;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.erase.LockedWarehouse;
import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Rolls back to an older snapshot without restoring what was erased, withdrawn or has expired since. The old files are
 * not made current again: the kernel computes a new snapshot from the old evidence log and all withdrawals since,
 * without people erased since and as of the current business date.
 */
public final class LocalRollback {
    private final Clock clock;
    private final int threads;
    private final NightPages page;
    private final EngineFactory engines;

    /** @param page renders the report page of the new snapshot */
    public LocalRollback(Clock clock, int threads, NightPages page) {
        this(clock, threads, page, LocalEngine.with(threads));
    }

    /** @param engines of another kind */
    public LocalRollback(Clock clock, int threads, NightPages page, EngineFactory engines) {
        this.engines = engines;
        this.clock = clock;
        this.threads = threads;
        this.page = page;
    }

    /**
     * Compares the snapshots, asks for confirmation, and rolls back.
     *
     * @param to run id of the snapshot to restore; empty for the one before the current
     * @param confirmed shows what would change and returns whether to continue
     * @param recorded records the rollback, before anything is changed
     * @return empty if it was not confirmed
     * @throws Failure caller if there is no such snapshot
     */
    public Optional<RunReport> run(
            JobFile job,
            Optional<String> to,
            Predicate<Rollback> confirmed,
            Consumer<ControlDatabase> recorded,
            Progress progress) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        try (ControlDatabase control = ControlDatabase.open(job.control());
                WarehouseLock lock = control.lock(job.warehouse());
                Eraser eraser = new Eraser(
                        new LockedWarehouse(warehouse, control, lock),
                        job.spill(),
                        threads,
                        clock,
                        Eraser.Watcher.SILENT)) {
            return lock.whileHeld(() -> {
                eraser.settle();
                eraser.notices().forEach(progress::message);
                Manifest current = current(warehouse);
                Manifest restored = restored(warehouse, current, to);
                NightContext context = new NightContext(
                        job,
                        new LockedWarehouse(warehouse, control, lock),
                        eraser,
                        engines.of(job.spill(), OptionalLong.empty()),
                        clock,
                        threads,
                        progress);
                Attempt attempt = new Attempt(context, current, restored);
                if (!confirmed.test(attempt.compare())) {
                    return Optional.empty();
                }
                recorded.accept(control);
                return Optional.of(attempt.run());
            });
        }
    }

    private static Manifest current(Warehouse warehouse) {
        return warehouse
                .current()
                .map(warehouse::manifest)
                .orElseThrow(() -> new Failure(
                        Failure.ErrorCategory.CALLER,
                        "Cannot roll back: nothing is published yet in warehouse " + warehouse.root()
                                + "; run a night first"));
    }

    private static Manifest restored(Warehouse warehouse, Manifest current, Optional<String> to) {
        List<String> older = warehouse.chain().stream().skip(1).toList();
        String wanted = to.orElse(older.isEmpty() ? current.runId() : older.get(0));
        if (!older.contains(wanted)) {
            throw new Failure(
                    Failure.ErrorCategory.CALLER,
                    (wanted.equals(current.runId())
                                    ? "Cannot roll back to " + wanted + ": it is the current snapshot"
                                    : "Unknown snapshot '" + wanted + "'")
                            + "; "
                            + (older.isEmpty()
                                    ? "no older one is kept"
                                    : "the older ones kept are " + String.join(", ", older)));
        }
        return warehouse.manifest(wanted);
    }

    /** One rollback, while the warehouse is locked. */
    private final class Attempt {
        private final NightContext context;
        private final JobFile job;
        private final Warehouse warehouse;
        private final ControlDatabase control;
        private final RollbackPlan plan;
        private final Conclusion conclusion;
        private final Withholding withholding;

        Attempt(NightContext context, Manifest current, Manifest restored) {
            this.context = context;
            this.job = context.job();
            this.warehouse = context.warehouse();
            this.control = context.control();
            this.withholding = Withholding.of(control);
            this.plan = plan(
                    new KeptLog(new PublishedSnapshot(warehouse, restored), new PublishedSnapshot(warehouse, current)));
            this.conclusion = new Conclusion(context);
        }

        private RollbackPlan plan(KeptLog facts) {
            ErasedSubjects erased = control.tombstones().all();
            Policy policy = ArchivedPolicy.read(facts.kept().location());
            RestrictedSubjects restricted = withholding.under(policy);
            Manifest current = facts.current().manifest();
            String runId = RunIdentity.ofRollback(
                    current.businessDate(),
                    warehouse.manifestHash(current.runId()),
                    warehouse.manifestHash(facts.kept().runId()),
                    job.pages(),
                    new ArrayList<>(new TreeSet<>(erased.hashes())),
                    restricted.version());
            Night night = new Night(current.businessDate(), ZoneId.of(current.zone()));
            return new RollbackPlan(job, runId, new PlanTerms(policy, night, erased, restricted), facts);
        }

        Rollback compare() {
            Map<String, long[]> counts = new TreeMap<>();
            KeptLog facts = plan.facts();
            count(facts.current(), 0, counts);
            count(facts.kept(), 1, counts);
            return new Rollback(
                    side(facts.current().manifest()),
                    side(facts.kept().manifest()),
                    counts.entrySet().stream()
                            .map(entry -> new Rollback.AttributeCount(
                                    entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                            .toList(),
                    WithdrawalsSince.count(facts),
                    ProvidedBefore.of(plan.terms().policy(), facts).gone());
        }

        private Rollback.Snapshot side(Manifest manifest) {
            return new Rollback.Snapshot(
                    manifest.runId(),
                    manifest.businessDate(),
                    manifest.policyVersion(),
                    manifest.rows(Layout.PROFILES),
                    manifest.rows(Layout.DECLARATIONS),
                    manifest.rows(Layout.CONTACT_MOMENTS));
        }

        private void count(PublishedSnapshot snapshot, int side, Map<String, long[]> counts) {
            Policy policy = ArchivedPolicy.read(snapshot.location());
            List<String> attributes = policy.attributes().stream()
                    .map(attribute -> attribute.name().value())
                    .toList();
            for (Location part : snapshot.parts(Layout.PROFILES)) {
                ParquetTable table = ParquetTable.open(part);
                for (int group = 0; group < table.rowGroups(); group++) {
                    for (String attribute : attributes) {
                        counts.computeIfAbsent(attribute, any -> new long[2])[side] += values(table, group, attribute);
                    }
                }
            }
        }

        private static long values(ParquetTable table, int group, String attribute) {
            long values = 0;
            try (RowGroupReader rows = table.rowGroup(group, List.of(attribute))) {
                ColumnCursor cursor = rows.column(attribute);
                while (cursor.next()) {
                    values += cursor.isNull() ? 0 : 1;
                }
            }
            return values;
        }

        RunReport run() {
            LocalDate date = plan.terms().night().businessDate();
            return new RecordedAttempt(control.runs(), clock).of(job, date, identified -> {
                identified.as(plan.runId());
                return publish();
            });
        }

        private RunReport publish() {
            String runId = plan.runId();
            Engine.Published published = context.engine()
                    .publish(plan, new Publication(page, control, context.lock(), clock), context.progress());
            List<RunReport.Step> steps = new ArrayList<>(published.steps());
            context.eraser().publishedClean(runId, plan.terms().erased());
            withholding.applied(runId, plan.terms().night().businessDate(), clock.instant());
            steps.addAll(conclusion.tidy(Event.ROLLBACK));
            return conclusion.report(
                    warehouse.manifest(runId), RunReport.Outcome.PUBLISHED, steps, published.notices());
        }
    }
}
