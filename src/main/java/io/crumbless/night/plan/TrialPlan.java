package io.crumbless.night.plan;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.PolicyDifference.Bound;
import java.util.List;
import java.util.function.Function;

/**
 * A trial: the facts of a night are decided under two policies, and the differences counted. No profile is written.
 *
 * @param job whose night it is
 * @param room folder for what whoever reads the facts has to find there; deleted by who asks for the trial
 * @param before by the policy in force
 * @param after the same by the policy to be
 * @param pseudonym of a subject in an example
 * @param bounds what the comparison cannot know
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
