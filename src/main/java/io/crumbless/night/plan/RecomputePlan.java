package io.crumbless.night.plan;

/**
 * A recomputation: an older snapshot is decided again for its own night and under its own policy, with what has been
 * withdrawn since, and amended. It comes to know nobody it did not know.
 */
public record RecomputePlan(Terms terms, KeptLog facts) implements Plan {
    /** Of the snapshot that is recomputed. */
    public String runId() {
        return facts.kept().runId();
    }
}
