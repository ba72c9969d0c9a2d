package io.crumbless.night.plan;

/**
 * The work of one execution of the pipeline. All plans share one pipeline: facts of a source are scattered by subject,
 * gathered through the kernel, and the decisions become a snapshot, an amendment of a snapshot, or a tally.
 */
public sealed interface Plan permits SnapshotPlan, RecomputePlan, TrialPlan {
    FactSource facts();
}
