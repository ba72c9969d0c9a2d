package io.crumbless.night.plan;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.warehouse.ledger.ErasedSubjects;

/**
 * A trial: the facts of a night are taken through two policies, and the differences counted. Nothing of a profile is
 * written.
 */
public record TrialPlan(Terms before, Terms after, Deliveries facts) implements Plan {
    public static TrialPlan of(Policy before, Policy after, Night night, ErasedSubjects erased, Deliveries facts) {
        return new TrialPlan(new Terms(before, night, erased), new Terms(after, night, erased), facts);
    }
}
