package io.crumbless.night.spark;

import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.Publication;
import io.crumbless.night.plan.RecomputePlan;
import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.plan.TrialPlan;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.Progress;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Carries plans out with what scatters and gathers on Spark; books, audit and publishing stay in this process, around it.
 *
 * @param driver has the work done
 * @param local carries out what is not for Spark
 */
public record SparkEngine(SparkDriver driver, Engine local) implements Engine {
    /**
     * @param driver has the work done
     * @param local makes the engine of this machine
     */
    public static EngineFactory with(SparkDriver driver, EngineFactory local) {
        return (Path spill, OptionalLong memoryBytes) -> new SparkEngine(driver, local.of(spill, memoryBytes));
    }

    @Override
    public Published publish(SnapshotPlan plan, Publication publication, Progress progress) {
        return local.publish(plan, publication, progress);
    }

    @Override
    public Recomputed recompute(RecomputePlan plan, Progress progress) {
        return local.recompute(plan, progress);
    }

    @Override
    public void discard(RecomputePlan plan) {
        local.discard(plan);
    }

    @Override
    public PolicyDifference compare(TrialPlan plan, Progress progress) {
        return local.compare(plan, progress);
    }
}
