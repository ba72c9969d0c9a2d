package io.crumbless.night.plan;

import io.crumbless.columnar.parquet.write.PageLayout;

/**
 * A recomputation: an older snapshot is decided again for its own night and under its own policy, with what has been
 * withdrawn since, and amended. It comes to know nobody it did not know.
 */
public record RecomputePlan(PlanTerms terms, PageLayout pages, KeptLog facts) implements Plan {
    /** Of the snapshot that is recomputed. */
    public String runId() {
        return facts.kept().runId();
    }
}
