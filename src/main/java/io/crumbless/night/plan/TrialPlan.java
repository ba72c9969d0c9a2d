package io.crumbless.night.plan;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.PolicyDifference.Bound;
import java.util.List;
import java.util.function.Function;

/**
 * A trial: the facts of a night are decided under two policies, and the differences are counted. No profile is written.
 *
 * @param job job of the night
 * @param room folder for what readers of the facts need; deleted by the caller
 * @param before terms under the policy in force
 * @param after terms under the proposed policy
 * @param pseudonym of a subject in an example
 * @param bounds what the comparison cannot determine
 */
public record TrialPlan(
        JobFile job,
        Location room,
        PlanTerms before,
        PlanTerms after,
        Deliveries facts,
        Function<SubjectId, String> pseudonym,
        List<Bound> bounds)
        implements Plan {
    public TrialPlan {
        bounds = List.copyOf(bounds);
    }
}
