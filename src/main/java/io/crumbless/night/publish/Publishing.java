package io.crumbless.night.publish;

import io.crumbless.night.plan.Publication;
import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.run.Stage;
import java.util.List;

/** The stages that publish the result of an engine. */
public final class Publishing {
    private Publishing() {}

    /**
     * In the order in which they run.
     *
     * @param gathered used only while the stages run
     * @param threads for the audit
     */
    public static List<Stage> stages(SnapshotPlan plan, Gathered gathered, Publication publication, int threads) {
        Staging staging = new Staging(plan.warehouse(), plan.runId());
        EvidenceWriter evidence = new EvidenceWriter(plan, gathered, staging, publication.page());
        return List.of(
                new BalanceStage(plan, gathered, staging, evidence),
                new AuditStage(gathered, staging, threads),
                new PublishStage(plan, staging, publication));
    }
}
