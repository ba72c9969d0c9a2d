package io.crumbless.night.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.plan.AuditPlan;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.EngineContract;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.night.plan.NightPlan;
import io.crumbless.night.plan.Publication;
import io.crumbless.night.plan.RecomputePlan;
import io.crumbless.night.plan.RollbackPlan;
import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.plan.TrialPlan;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.Progress;
import io.crumbless.warehouse.audit.RowsFound;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import org.junit.jupiter.api.Tag;

/** Promise: a plan that was serialised for a driver program produces the same snapshot, byte for byte. */
@Tag("night")
class SparkWorkTest extends EngineContract {
    @Override
    protected EngineFactory engines(int threads) {
        return (spill, memory) -> new Rereading(
                new LocalEngines(threads).of(EngineKind.LOCAL, null).of(spill, memory));
    }

    /** Has every plan carried out as it is read again. */
    private record Rereading(Engine engine) implements Engine {
        @Override
        public Published publish(SnapshotPlan plan, Publication publication, Progress progress) {
            return engine.publish(reread(plan), publication, progress);
        }

        @Override
        public Recomputed recompute(RecomputePlan plan, Progress progress) {
            SparkWork work = reread(SparkWork.of(plan));
            return engine.recompute(
                    new RecomputePlan(work.terms(), work.pages(), (KeptLog) work.factSource()), progress);
        }

        @Override
        public void discard(RecomputePlan plan) {
            engine.discard(plan);
        }

        @Override
        public PolicyDifference compare(TrialPlan plan, Progress progress) {
            TrialWork work = (TrialWork) reread((DriverWork) TrialWork.of(plan));
            return engine.compare(
                    new TrialPlan(
                            plan.job(),
                            plan.room(),
                            work.before().terms(),
                            work.after().terms(),
                            (Deliveries) work.before().factSource(),
                            plan.pseudonym(),
                            plan.bounds()),
                    progress);
        }

        @Override
        public RowsFound audit(AuditPlan plan, Progress progress) {
            AuditWork work = (AuditWork) reread(AuditWork.of(plan));
            return engine.audit(
                    new AuditPlan(
                            plan.warehouse(),
                            work.snapshot(),
                            work.erased().map(ErasedSubjects.Written::read),
                            work.restricted().map(RestrictedSubjects.Written::read)),
                    progress);
        }

        private static SnapshotPlan reread(SnapshotPlan plan) {
            SparkWork work = reread(SparkWork.of(plan));
            return plan instanceof NightPlan night
                    ? new NightPlan(
                            night.job(),
                            work.runId(),
                            work.terms(),
                            work.staging().warehouse(),
                            (Deliveries) work.factSource(),
                            night.accepted())
                    : new RollbackPlan(plan.job(), work.runId(), work.terms(), (KeptLog) work.factSource());
        }

        private static SparkWork reread(SparkWork work) {
            return (SparkWork) reread((DriverWork) work);
        }

        private static DriverWork reread(DriverWork work) {
            DriverWork again = DriverWork.of(work.bytes());
            assertThat(again.bytes()).isEqualTo(work.bytes());
            return again;
        }
    }
}
