package io.crumbless.night.plan;

import io.crumbless.columnar.parquet.write.PageLayout;

/**
 * A recomputation: an older snapshot is computed again for its own night and under its own policy, with the withdrawals
 * since, and amended. Subjects that it did not contain are not added.
 */
public record RecomputePlan(PlanTerms terms, PageLayout pages, KeptLog facts) implements Plan {
    /** Run id of the recomputed snapshot. */
    public String runId() {
        return facts.kept().runId();
    }
}
