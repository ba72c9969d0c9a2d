package io.crumbless.night.plan;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;

/**
 * By what the kernel decides.
 *
 * @param night the business date and its cut-off
 * @param erased people of whom nothing may remain, those included who ask in this night's deliveries
 * @param restricted people whose values are stored and not used
 */
public record PlanTerms(Policy policy, Night night, ErasedSubjects erased, RestrictedSubjects restricted) {}
