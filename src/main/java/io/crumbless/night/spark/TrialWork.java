package io.crumbless.night.spark;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.plan.TrialPlan;
import io.crumbless.warehouse.snapshot.Warehouse;

/**
 * The same facts under two policies, to be compared.
 *
 * @param before under the policy in force
 * @param after under the proposed policy
 */
public record TrialWork(SparkWork before, SparkWork after) implements DriverWork {
    static TrialWork of(TrialPlan plan) {
        return new TrialWork(side(plan, plan.before()), side(plan, plan.after()));
    }

    private static SparkWork side(TrialPlan plan, PlanTerms terms) {
        return SparkWork.of(
                plan.room().name(),
                new Warehouse(plan.job().warehouse()),
                terms,
                SparkWork.Facts.Delivered.of(plan.job(), plan.facts()),
                PageLayout.ONE_FRAME);
    }

    @Override
    public String id() {
        return before.id();
    }

    @Override
    public Location warehouse() {
        return before.warehouse();
    }

    @Override
    public FileModes modes() {
        return before.modes();
    }

    @Override
    public String toString() {
        return "comparison " + id();
    }
}
