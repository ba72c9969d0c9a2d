package io.crumbless.night.local;

import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.run.NightPage;
import io.crumbless.night.run.Stage;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import java.time.Clock;
import java.util.List;

/** The stages behind scatter of whatever publishes a snapshot. */
record SnapshotStages(SnapshotPlan plan, LocalWork<?> work, int threads, NightPage page) {
    List<Stage> publishing(ControlDatabase control, WarehouseLock lock, Clock clock) {
        Datasets datasets = Datasets.of(work.policy(), plan.job().pages());
        Staging staging = new Staging(plan.warehouse(), plan.runId());
        PartsStage parts = new PartsStage(work.workspace(), staging, datasets);
        EvidenceWriter evidence = new EvidenceWriter(plan, work.workspace(), staging, page);
        return List.of(
                new MergeStage(work, staging, datasets),
                parts,
                new BalanceStage(plan, work, staging, parts, evidence),
                new AuditStage(work.workspace(), staging, threads),
                new PublishStage(plan, staging, control, lock, clock));
    }
}
