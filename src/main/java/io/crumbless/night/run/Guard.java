package io.crumbless.night.run;

import io.crumbless.night.intake.MissingDeliveries;
import io.crumbless.night.job.Guards;

/** What stops a night whose result looks wrong although its books close. */
public enum Guard {
    /** Fewer profiles than the last snapshot held, beyond {@link Guards#profilesMayShrinkBy()}. */
    PROFILES_SHRINK,
    /** More refused statements than {@link Guards#refusalsMayReach()} allows. */
    REFUSALS_GROW,
    /** One reason took more of a source's provided values than {@link Guards#valuesLost()} allows. */
    VALUES_LOST,
    /** A path of declarations or erasure requests that once matched matches nothing; see {@link MissingDeliveries}. */
    DELIVERIES_MISSING
}
