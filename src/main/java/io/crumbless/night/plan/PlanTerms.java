package io.crumbless.night.plan;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;

/**
 * The inputs of the kernel's decisions that are the same for all subjects.
 *
 * @param night the business date and its cut-off
 * @param erased people of whom nothing may remain, including those of this night's erasure requests
 * @param restricted people whose values are stored and not used
 */
public record PlanTerms(Policy policy, Night night, ErasedSubjects erased, RestrictedSubjects restricted) {}
