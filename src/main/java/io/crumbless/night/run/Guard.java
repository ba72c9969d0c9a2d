package io.crumbless.night.run;

import io.crumbless.night.intake.MissingDeliveries;
import io.crumbless.night.job.Guards;

/** Reasons to stop a night whose result looks wrong although its books close. */
public enum Guard {
    /** More profiles were lost since the last snapshot than {@link Guards#profilesMayShrinkBy()} allows. */
    PROFILES_SHRINK,
    /** More statements were refused than {@link Guards#refusalsMayReach()} allows. */
    REFUSALS_GROW,
    /** More of a source's provided values were lost for one reason than {@link Guards#valuesLost()} allows. */
    VALUES_LOST,
    /**
     * A path of declarations or erasure requests that once matched files matches none; see {@link MissingDeliveries}.
     */
    DELIVERIES_MISSING
}
