package io.crumbless.night.local;

import io.crumbless.kernel.balance.Books;
import io.crumbless.night.batch.NightJob;
import io.crumbless.night.gather.LocalGathered;
import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.gather.PartsStage;
import io.crumbless.night.gather.RequestsWithoutEffect;
import io.crumbless.night.gather.RetirementTally;
import io.crumbless.night.plan.AuditPlan;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.night.plan.NightPlan;
import io.crumbless.night.plan.Publication;
import io.crumbless.night.plan.RecomputePlan;
import io.crumbless.night.plan.RollbackPlan;
import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.plan.TrialPlan;
import io.crumbless.night.publish.Publishing;
import io.crumbless.night.publish.Staging;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.Stage;
import io.crumbless.night.run.StageGroup;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.scatter.KeptSpills;
import io.crumbless.night.scatter.LinkStage;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.MemoryBudget;
import io.crumbless.night.scatter.RestoreStage;
import io.crumbless.night.scatter.Reuse;
import io.crumbless.night.scatter.SpillRoom;
import io.crumbless.night.scatter.StripStage;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.night.trial.TrialRange;
import io.crumbless.process.Failure;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.audit.AuditScope;
import io.crumbless.warehouse.audit.LocalRows;
import io.crumbless.warehouse.audit.RowsFound;
import io.crumbless.warehouse.dataset.Datasets;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Remark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Executes plans on this machine.
 *
 * @param spill folder of unfinished work
 */
record LocalEngine(Path spill, MemoryBudget memory) implements Engine {
    private static final String RECOMPUTATION_STOPPED =
            "Stopped while taking values out of older snapshots; the same command continues it";

    /** @param threads parts that are processed concurrently */
    static EngineFactory with(int threads) {
        return (spill, memoryBytes) -> new LocalEngine(spill, MemoryBudget.of(memoryBytes, threads));
    }

    @Override
    public Published publish(SnapshotPlan plan, Publication publication, Progress progress) {
        List<String> notices = new ArrayList<>();
        Workspace.ofOtherVersions(spill).stream().map(Remark::english).forEach(notices::add);
        Workspace workspace = new Workspace(spill.resolve(plan.runId()));
        workspace.create();
        new Staging(plan.warehouse(), plan.runId()).create();
        return plan instanceof NightPlan night
                ? night(night, workspace, notices, publication, progress)
                : rollback((RollbackPlan) plan, workspace, notices, publication, progress);
    }

    private Published night(
            NightPlan plan, Workspace workspace, List<String> notices, Publication publication, Progress progress) {
        long logged = plan.previous()
                .map(previous -> previous.manifest().rows(Layout.DECLARATIONS))
                .orElse(0L);
        requireRoom(plan, workspace, logged);
        LocalWork<Deliveries> work = new LocalWork<>(plan.terms(), plan.facts(), workspace, memory);
        Reuse reuse = Reuse.of(plan.job().reuse(), spill, work, plan.job().settingsVersion());
        LinkStage links = new LinkStage(work, reuse);
        StripStage strip = new StripStage(work, links, links::forget, reuse);
        reuse.expect(Stream.concat(links.keys().stream(), strip.keys().stream()).collect(Collectors.toSet()));
        StageGroup scatter = new StageGroup(List.of(List.of(links, strip), List.of(new AdmitStage(work))));
        List<RunReport.Step> steps = run(plan, work, scatter, publication, progress);
        reuse.conclude();
        notices.addAll(reuse.notices());
        notices.addAll(RequestsWithoutEffect.missing(work, plan.job().guards().valuesLost()));
        return new Published(steps, notices, MergeStage.foundInRegister(workspace));
    }

    /** Tonight's spill takes precedence over kept spill files. */
    private void requireRoom(NightPlan plan, Workspace workspace, long logged) {
        try {
            SpillRoom.require(workspace.folder(), plan.facts().intake(), logged, workspace.spilledBytes());
        } catch (Failure tooLittle) {
            KeptSpills.deleteAll(spill);
            SpillRoom.require(workspace.folder(), plan.facts().intake(), logged, workspace.spilledBytes());
        }
    }

    private Published rollback(
            RollbackPlan plan, Workspace workspace, List<String> notices, Publication publication, Progress progress) {
        LocalWork<KeptLog> work = new LocalWork<>(plan.terms(), plan.facts(), workspace, memory);
        StageGroup scatter = StageGroup.of(new RestoreStage(work, RestoreStage.Restored.ROLLBACK));
        return new Published(run(plan, work, scatter, publication, progress), notices, Set.of());
    }

    private List<RunReport.Step> run(
            SnapshotPlan plan, LocalWork<?> work, StageGroup scatter, Publication publication, Progress progress) {
        Datasets datasets = Datasets.of(work.policy(), plan.job().pages());
        Staging staging = Staging.withPiecesNear(
                plan.warehouse(), plan.runId(), work.workspace().folder());
        PartsStage parts = new PartsStage(work.workspace(), staging, datasets);
        List<Stage> gather = new ArrayList<>(List.of(new MergeStage(work, staging, datasets), parts));
        gather.addAll(Publishing.stages(
                plan, new LocalGathered(plan.runId(), work, parts::outputs), publication, memory.threads()));
        List<StageGroup> groups = Stream.concat(
                        Stream.of(scatter), gather.stream().map(StageGroup::of))
                .toList();
        return new NightJob(publication.control().dataSource(), memory.threads())
                .run(plan.job().name(), plan.runId(), work.workspace().id(), groups, progress);
    }

    @Override
    public Recomputed recompute(RecomputePlan plan, Progress progress) {
        discard(plan);
        LocalWork<KeptLog> work = new LocalWork<>(plan.terms(), plan.facts(), workspace(plan), memory);
        Staging staging = staging(plan);
        work.workspace().create();
        staging.create();
        Datasets datasets = Datasets.of(work.policy(), plan.pages());
        RestoreStage restore = new RestoreStage(work, RestoreStage.Restored.SAME_NIGHT);
        PartsStage parts = new PartsStage(work.workspace(), staging, datasets);
        try (Workers workers = new Workers(memory.threads(), "crumbless-worker", RECOMPUTATION_STOPPED)) {
            StageRunner stages = new StageRunner(workers, progress);
            stages.run(restore);
            stages.run(new MergeStage(work, staging, datasets));
            stages.run(parts);
        }
        Books books = work.workspace().books("");
        return new Recomputed(
                staging.snapshot(),
                parts.outputs(),
                books,
                RetirementTally.entry(work, plan.runId(), work.workspace().counts(MergeStage.PREFIX), books),
                restore.counts());
    }

    @Override
    public void discard(RecomputePlan plan) {
        workspace(plan).delete();
        staging(plan).delete();
    }

    private Workspace workspace(RecomputePlan plan) {
        return new Workspace(spill.resolve("withdrawn-" + plan.runId()));
    }

    private Staging staging(RecomputePlan plan) {
        return Staging.withPiecesNear(
                plan.facts().kept().warehouse(), plan.runId(), workspace(plan).folder());
    }

    @Override
    public PolicyDifference compare(TrialPlan plan, Progress progress) {
        try (Workers workers = new Workers(memory.threads(), "crumbless-worker", TrialRange.STOPPED)) {
            return new Trial(plan, spill, memory, workers, progress).run();
        }
    }

    @Override
    public RowsFound audit(AuditPlan plan, Progress progress) {
        return new LocalRows(
                        memory.threads(),
                        (done, total) -> progress.advanced(AuditPlan.STEP, done, total, AuditPlan.UNIT))
                .look(AuditScope.open(plan.snapshot(), plan.who()));
    }
}
