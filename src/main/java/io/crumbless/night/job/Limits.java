package io.crumbless.night.job;

import io.crumbless.columnar.text.UnpackLimits;
import io.crumbless.settings.yaml.YamlMapping;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;

/**
 * Limits that must not be exceeded; {@code limits} of a job file.
 *
 * @param malformedMayReach share of one source's records that may be unreadable, 0 to 1
 * @param withdrawalsWithin how long an older snapshot may still contain a value that was withdrawn since
 * @param unpacked limits for compressed files
 */
public record Limits(double malformedMayReach, Period withdrawalsWithin, UnpackLimits unpacked) {
    /** Half: beyond that the file is in another format than configured. */
    public static final double DEFAULT_MALFORMED_MAY_REACH = 0.5;

    /** A month, the time that GDPR Art. 12(3) allows for acting on a request. */
    public static final Period DEFAULT_WITHDRAWALS_WITHIN = Period.ofDays(30);

    public static final Limits DEFAULTS =
            new Limits(DEFAULT_MALFORMED_MAY_REACH, DEFAULT_WITHDRAWALS_WITHIN, UnpackLimits.DEFAULTS);

    public Limits {
        Guards.requireShare("limits.malformed-may-reach", malformedMayReach);
        if (withdrawalsWithin.isNegative() || withdrawalsWithin.isZero()) {
            throw new IllegalArgumentException(
                    "limits.withdrawals-within must be a day or more but was " + withdrawalsWithin);
        }
    }

    /**
     * The business date up to which an older snapshot must take withdrawals into account.
     *
     * @param current business date of the current snapshot
     */
    public LocalDate withdrawalsKnownUntil(LocalDate current) {
        return current.minus(withdrawalsWithin);
    }

    static Limits read(YamlMapping mapping) {
        double malformed = Guards.share(mapping, "malformed-may-reach", DEFAULT_MALFORMED_MAY_REACH);
        Period within =
                mapping.optionalParsed("withdrawals-within", Limits::days).orElse(DEFAULT_WITHDRAWALS_WITHIN);
        UnpackLimits unpacked = mapping.optionalMapping("unpacked-may-reach")
                .map(Limits::unpackLimits)
                .orElse(UnpackLimits.DEFAULTS);
        mapping.finish();
        return new Limits(malformed, within, unpacked);
    }

    private static UnpackLimits unpackLimits(YamlMapping mapping) {
        double times = mapping.optionalNumber("times").orElse(UnpackLimits.DEFAULT_TIMES);
        double gibibytes = mapping.optionalNumber("gibibytes").orElse(UnpackLimits.DEFAULT_GIBIBYTES);
        mapping.finish();
        if (!(times >= 1)) {
            mapping.problem("times", mapping.name("times") + " must be 1 or more but was " + times);
        } else if (!(gibibytes > 0)) {
            mapping.problem("gibibytes", mapping.name("gibibytes") + " must be more than 0 but was " + gibibytes);
        } else {
            return new UnpackLimits(times, gibibytes);
        }
        return UnpackLimits.DEFAULTS;
    }

    private static Period days(String text) {
        Period period;
        try {
            period = Period.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("it is no period such as P30D", e);
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("it must be a day or more");
        }
        return period;
    }
}
