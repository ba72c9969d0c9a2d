package io.crumbless.night.job;

import io.crumbless.settings.yaml.YamlMapping;

/**
 * When a finished night is not published although its books close; {@code guards} of a job file.
 *
 * @param profilesMayShrinkBy share of the last snapshot's profiles that may be missing, 0 to 1
 * @param refusalsMayReach share of the night's statements that may be refused, 0 to 1
 * @param valuesLost share of a source's provided values that may be lost for one reason
 */
public record Guards(double profilesMayShrinkBy, double refusalsMayReach, LossLimits valuesLost) {
    /** One in five: erasures and expiries of one night are far fewer, a lost source is more. */
    public static final double DEFAULT_PROFILES_MAY_SHRINK_BY = 0.2;

    /** One in twenty: occasional errors are fewer, a changed export is more. */
    public static final double DEFAULT_REFUSALS_MAY_REACH = 0.05;

    public static final Guards DEFAULTS =
            new Guards(DEFAULT_PROFILES_MAY_SHRINK_BY, DEFAULT_REFUSALS_MAY_REACH, LossLimits.DEFAULTS);

    public Guards {
        requireShare("guards.profiles-may-shrink-by", profilesMayShrinkBy);
        requireShare("guards.refusals-may-reach", refusalsMayReach);
    }

    /** With the default limits of lost values. */
    public Guards(double profilesMayShrinkBy, double refusalsMayReach) {
        this(profilesMayShrinkBy, refusalsMayReach, LossLimits.DEFAULTS);
    }

    static void requireShare(String name, double share) {
        if (!(share >= 0.0 && share <= 1.0)) {
            throw new IllegalArgumentException(name + " must be between 0.0 and 1.0 but was " + share);
        }
    }

    static Guards read(YamlMapping mapping) {
        double shrink = share(mapping, "profiles-may-shrink-by", DEFAULT_PROFILES_MAY_SHRINK_BY);
        double refusals = share(mapping, "refusals-may-reach", DEFAULT_REFUSALS_MAY_REACH);
        LossLimits lost = mapping.optionalMapping("values-lost-may-reach")
                .map(LossLimits::read)
                .orElse(LossLimits.DEFAULTS);
        mapping.finish();
        return new Guards(shrink, refusals, lost);
    }

    /** The share at a key, 0 to 1; an invalid one is reported as a problem. */
    static double share(YamlMapping mapping, String key, double otherwise) {
        double share = mapping.optionalNumber(key).orElse(otherwise);
        if (share >= 0.0 && share <= 1.0) {
            return share;
        }
        mapping.problem(key, mapping.name(key) + " must be between 0.0 and 1.0 but was " + share);
        return otherwise;
    }
}
