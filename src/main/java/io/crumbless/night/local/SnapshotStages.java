package io.crumbless.night.local;

import io.crumbless.night.plan.Publication;
import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.run.Stage;
import java.util.List;

/** The stages behind scatter of whatever publishes a snapshot. */
record SnapshotStages(SnapshotPlan plan, LocalWork<?> work) {
    List<Stage> publishing(Publication publication) {
        Datasets datasets = Datasets.of(work.policy(), plan.job().pages());
        Staging staging = new Staging(plan.warehouse(), plan.runId());
        PartsStage parts = new PartsStage(work.workspace(), staging, datasets);
        EvidenceWriter evidence = new EvidenceWriter(plan, work.workspace(), staging, publication.page());
        return List.of(
                new MergeStage(work, staging, datasets),
                parts,
                new BalanceStage(plan, work, staging, parts, evidence),
                new AuditStage(work.workspace(), staging, work.memory().threads()),
                new PublishStage(plan, staging, publication));
    }
}
