package io.crumbless.night.spark;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.balance.Books;
import io.crumbless.night.batch.NightJob;
import io.crumbless.night.gather.LocalGathered;
import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.gather.RequestsWithoutEffect;
import io.crumbless.night.gather.RetirementTally;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.plan.AuditPlan;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.FactSource;
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
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.MemoryBudget;
import io.crumbless.night.scatter.RestoreStage;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.night.trial.TrialTally;
import io.crumbless.warehouse.audit.RowsFound;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.BesideNights;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The engine that scatters and gathers on Spark; books, audit and publishing run in this process.
 *
 * @param driver executes the work
 * @param local engine for plans that need no Spark
 * @param spill folder of unfinished work
 * @param memory of this process
 */
public record SparkEngine(SparkDriver driver, Engine local, Path spill, MemoryBudget memory) implements Engine {
    /**
     * @param driver executes the work
     * @param local creates the local engine
     */
    public static EngineFactory with(SparkDriver driver, EngineFactory local) {
        return (Path spill, OptionalLong memoryBytes) -> new SparkEngine(
                driver,
                local.of(spill, memoryBytes),
                spill,
                MemoryBudget.of(memoryBytes, Runtime.getRuntime().availableProcessors()));
    }

    @Override
    public Published publish(SnapshotPlan plan, Publication publication, Progress progress) {
        List<String> notices = new ArrayList<>();
        Workspace.ofOtherVersions(spill).stream().map(Remark::english).forEach(notices::add);
        Workspace workspace = new Workspace(spill.resolve(plan.runId()));
        workspace.create();
        new Staging(plan.warehouse(), plan.runId()).create();
        if (plan instanceof NightPlan night) {
            LocalWork<Deliveries> work = work(night, night.facts(), workspace);
            List<RunReport.Step> steps = run(plan, work, publication, progress);
            notices.addAll(
                    RequestsWithoutEffect.missing(work, night.job().guards().valuesLost()));
            return new Published(steps, notices, MergeStage.foundInRegister(workspace));
        }
        LocalWork<KeptLog> work = work(plan, ((RollbackPlan) plan).facts(), workspace);
        return new Published(run(plan, work, publication, progress), notices, Set.of());
    }

    private <F extends FactSource> LocalWork<F> work(SnapshotPlan plan, F facts, Workspace workspace) {
        return new LocalWork<>(plan.terms(), facts, workspace, memory);
    }

    private List<RunReport.Step> run(SnapshotPlan plan, LocalWork<?> work, Publication publication, Progress progress) {
        SparkStage spark = new SparkStage(driver, SparkWork.of(plan), work.workspace());
        List<Stage> stages = new ArrayList<>(List.of(spark));
        stages.addAll(Publishing.stages(
                plan, new LocalGathered(plan.runId(), work, spark::outputs), publication, memory.threads()));
        return new NightJob(publication.control().dataSource(), memory.threads())
                .run(
                        plan.job().name(),
                        plan.runId(),
                        work.workspace().id(),
                        stages.stream().map(StageGroup::of).toList(),
                        progress);
    }

    @Override
    public Recomputed recompute(RecomputePlan plan, Progress progress) {
        discard(plan);
        Workspace workspace = workspace(plan);
        workspace.create();
        Staging staging = staging(plan);
        staging.create();
        LocalWork<KeptLog> work = new LocalWork<>(plan.terms(), plan.facts(), workspace, memory);
        SparkStage spark = new SparkStage(driver, SparkWork.of(plan), workspace);
        progress.stepStarted(spark.name());
        spark.parts().forEach(spark::run);
        Books books = workspace.books("");
        return new Recomputed(
                staging.snapshot(),
                spark.outputs(),
                books,
                RetirementTally.entry(work, plan.runId(), workspace.counts(MergeStage.PREFIX), books),
                new RestoreStage(work, RestoreStage.Restored.SAME_NIGHT).counts());
    }

    @Override
    public void discard(RecomputePlan plan) {
        workspace(plan).delete();
        staging(plan).delete();
    }

    private Workspace workspace(RecomputePlan plan) {
        return new Workspace(spill.resolve("withdrawn-" + plan.runId()));
    }

    private static Staging staging(RecomputePlan plan) {
        return new Staging(plan.facts().kept().warehouse(), plan.runId());
    }

    @Override
    public Location room(JobFile job, Path folder) {
        return new Warehouse(job.warehouse()).stage(BesideNights.name(Instant.now()));
    }

    @Override
    public PolicyDifference compare(TrialPlan plan, Progress progress) {
        String step = "compare on Spark";
        progress.stepStarted(step);
        long started = System.nanoTime();
        TrialResult result = driver.run(TrialWork.of(plan), shown(step, progress));
        TrialTally tally = new TrialTally(plan.before().policy(), plan.after().policy());
        tally.add(result.tally());
        progress.stepFinished(step, List.of(), Duration.ofNanos(System.nanoTime() - started));
        return tally.difference(plan, result.refusals());
    }

    private static SparkProgress shown(String step, Progress progress) {
        return (phase, done, total) -> progress.advanced(step, done, total, "tasks of " + phase);
    }

    @Override
    public RowsFound audit(AuditPlan plan, Progress progress) {
        AuditWork work = AuditWork.of(plan);
        plan.warehouse().stage(work.id());
        try {
            return driver.run(work, shown(AuditPlan.STEP, progress));
        } finally {
            delete(plan.warehouse(), work);
        }
    }

    /** Always deleted, because it contains the key by which erased people are recognised. */
    private static void delete(Warehouse warehouse, AuditWork work) {
        boolean interrupted = Thread.interrupted();
        warehouse.storage().deleteRecursively(warehouse.staging(work.id()));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
