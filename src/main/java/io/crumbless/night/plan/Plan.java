package io.crumbless.night.plan;

/**
 * What one execution of the pipeline is to do. All are one pipeline: facts of a source are scattered by subject, gathered
 * through the kernel, and what it decides becomes a snapshot, an amendment of one, or a tally.
 */
public sealed interface Plan permits SnapshotPlan, RecomputePlan, TrialPlan {
    FactSource facts();
}
